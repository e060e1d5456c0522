using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>
/// Looks at an asked call once more at the moment somebody approves it: whoever answers must hear at once that nothing will run, and not
/// read "approved". The look before it runs stays; between the two something may change again.
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
            await turns.FindUnfinishedAsync(approval.Turn) is not { } stored
            || await sessions.CallAsync(approval.Session, approval.Turn, approval.Call) is not { } call
        )
        {
            return null;
        }
        var turn = lanes.Rebuild(stored);
        try
        {
            turn.Workspace = await Workspaces.EnsureAsync(config.Value, turn);
        }
        catch (WorkspaceException e)
        {
            return e.Message;
        }

        var scope = CallRunner.ScopeOf(turn, approval.Call, config.Value.Tools, ProtectedFiles.Of(policies.Value, turn.Workspace));
        using var arguments = JsonDocument.Parse(call.Arguments);
        var intended = await tool.IntendAsync(arguments.RootElement, scope, CancellationToken.None);
        if (intended is ToolIntent.Refused refused)
        {
            return refused.Complaint;
        }
        var intent = (ToolIntent.Ready)intended;
        var context = CallRunner.ContextOf(turn, scope, tool, intent);
        var verdict = Gate.Decide(policies.Value, context);
        return verdict.Action == PolicyAction.Deny
            ? $"policy '{context.Policy}' denies it by now, rule '{verdict.Rule}' {verdict.Span}{(verdict.Reason is { } reason ? $": {reason}" : "")}"
            : approvals.WhyNotToBeUsed(approval, context, intent.Display);
    }
}
