using OpenClaw.Agent.Prompt;
using OpenClaw.Config;
using OpenClaw.Models;
using OpenClaw.Policy;

namespace OpenClaw.Hosting;

/// <summary>A configuration and what is made of it. A reload replaces all of it or nothing.</summary>
internal sealed record Snapshot(GatewayConfig Config, PolicySet Policies, Instructions Instructions, ModelTable Models);
