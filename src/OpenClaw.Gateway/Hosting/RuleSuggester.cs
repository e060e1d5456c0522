using OpenClaw.Agent;
using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Hosting;

/// <summary>Finds the TOML rule that would have allowed an asked call, by looking at the call again as it stands.</summary>
internal sealed class RuleSuggester(
    TurnStore turns,
    LaneTable lanes,
    ToolTable tools,
    Current<GatewayConfig> config,
    Current<PolicySet> policies
)
{
    /// <summary>Null when the turn or its tool is gone.</summary>
    public async Task<string?> SuggestAsync(Approval approval)
    {
        if (await turns.FindUnfinishedAsync(approval.Turn) is not { } stored || tools.Find(approval.Tool) is not { } tool)
        {
            return null;
        }
        var turn = lanes.Rebuild(stored);
        turn.Workspace = await Workspaces.EnsureAsync(config.Value, turn);
        var scope = CallRunner.ScopeOf(turn, approval.Call, config.Value.Tools, ProtectedFiles.Of(policies.Value, turn.Workspace));
        using var arguments = JsonDocument.Parse(approval.Arguments);
        return await tool.IntendAsync(arguments.RootElement, scope, CancellationToken.None) is ToolIntent.Ready intent
            ? RuleSuggestion.For(policies.Value, CallRunner.ContextOf(turn, scope, tool, intent))
            : null;
    }
}
