using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>
/// Looks at an asked call once more at the moment somebody approves it: whoever answers must hear at once that nothing will run, and not
/// read "approved". The look before it runs stays; between the two something may change again. By the same look it finds the rule that
/// would have allowed the call.
/// </summary>
internal sealed class StandingCalls(
    TurnStore turns,
    SessionStore sessions,
    LaneTable lanes,
    ToolTable tools,
    ApprovalService approvals,
    Current<GatewayConfig> config,
    Current<PolicySet> policies
)
{
    /// <summary>Why the call will not run though it is approved, in words for who approves; null when it will.</summary>
    public async Task<string?> WhyNotAsync(Approval approval)
    {
        if (tools.Find(approval.Tool) is not { } tool)
        {
            return $"there is no tool {approval.Tool} any more";
        }
        // Without the turn or its words nothing can be compared here; who runs it sees for himself.
        if (
            await RebuildAsync(approval) is not { } turn
            || await sessions.CallAsync(approval.Session, approval.Turn, approval.Call) is not { } call
        )
        {
            return null;
        }
        try
        {
            turn.Workspace = await Workspaces.EnsureAsync(config.Value, turn);
        }
        catch (WorkspaceException e)
        {
            return e.Message;
        }

        var (intent, context) = await LookAsync(approval, turn, tool, call.Arguments);
        if (intent is ToolIntent.Refused refused)
        {
            return refused.Complaint;
        }
        var verdict = Gate.Decide(policies.Value, context!);
        return verdict.Action == PolicyAction.Deny
            ? $"policy '{context!.Policy}' denies it by now, rule '{verdict.Rule}' {verdict.Span}{(verdict.Reason is { } reason ? $": {reason}" : "")}"
            : approvals.WhyNotToBeUsed(approval, context!, ((ToolIntent.Ready)intent).Display);
    }

    /// <summary>The TOML rule that would have allowed the call as it stands; null when its turn or its tool is gone.</summary>
    public async Task<string?> SuggestRuleAsync(Approval approval)
    {
        if (await RebuildAsync(approval) is not { } turn || tools.Find(approval.Tool) is not { } tool)
        {
            return null;
        }
        turn.Workspace = await Workspaces.EnsureAsync(config.Value, turn);
        var (_, context) = await LookAsync(approval, turn, tool, approval.Arguments);
        return context is null ? null : RuleSuggestion.For(policies.Value, context);
    }

    private async Task<Turn?> RebuildAsync(Approval approval) =>
        await turns.FindUnfinishedAsync(approval.Turn) is { } stored ? lanes.Rebuild(stored) : null;

    /// <returns>What the tool says of the call, and what the gate is told of it; null where the tool refuses.</returns>
    private async Task<(ToolIntent Intent, CallContext? Context)> LookAsync(Approval approval, Turn turn, Tool tool, string arguments)
    {
        var scope = CallRunner.ScopeOf(turn, approval.Call, config.Value.Tools, ProtectedFiles.Of(policies.Value, turn.Workspace));
        using var parsed = JsonDocument.Parse(arguments);
        var intent = await tool.IntendAsync(parsed.RootElement, scope, CancellationToken.None);
        return (intent, intent is ToolIntent.Ready ready ? CallRunner.ContextOf(turn, scope, tool, ready) : null);
    }
}
