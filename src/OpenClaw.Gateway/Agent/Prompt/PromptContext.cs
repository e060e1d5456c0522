using OpenClaw.Config.Tables;
using OpenClaw.Models.Clients;

namespace OpenClaw.Agent.Prompt;

/// <summary>What a system prompt is made from. All of it stays the same until a reload, for one policy and one workspace.</summary>
/// <param name="Tools">The tools that the policy leaves, in the table's order.</param>
internal sealed record PromptContext(AgentConfig Agent, string Workspace, IReadOnlyList<ToolSpec> Tools, Instructions Instructions);
