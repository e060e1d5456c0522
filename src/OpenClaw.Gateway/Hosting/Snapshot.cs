using OpenClaw.Agent.Prompt;
using OpenClaw.Config.Tables;
using OpenClaw.Models;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;

namespace OpenClaw.Hosting;

/// <summary>A configuration and what is made of it. A reload replaces all of it or nothing.</summary>
/// <param name="ToolSources">Those besides the built-in tools, looked at already.</param>
internal sealed record Snapshot(
    GatewayConfig Config,
    PolicySet Policies,
    Instructions Instructions,
    IReadOnlyList<IToolSource> ToolSources,
    ModelTable Models
);
