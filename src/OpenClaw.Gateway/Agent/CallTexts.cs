using OpenClaw.Approvals;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;

namespace OpenClaw.Agent;

/// <summary>What a model reads in place of a result, where a call did not run to its end.</summary>
internal static class CallTexts
{
    private const string StoppedByPerson = "stopped before it ended; what it had done until then stays done";
    private const string GatewayStopped =
        "the gateway was stopped while this ran, and ended it; what it had done until then stays done. The gateway runs again: look at what is there before you run it anew";

    public static string Denied(CallContext context, Verdict verdict) =>
        $"denied by policy '{context.Policy}', rule '{verdict.Rule}' {verdict.Span}{(verdict.Reason is { } reason ? $": {reason}" : "")}. Do not try it another way.";

    public static string Denied(Approval approval) =>
        $"denied by {approval.DecidedBy}{(approval.Note is { } note ? $": {note}" : "")}. Do not try it another way.";

    public static string NotInTime(Approval approval) =>
        $"nobody approved it in time ({approval.Id} {ApprovalStore.Word(approval.State)}{(approval.Note is { } said ? $": {said}" : "")}), so it was not run.";

    public static string Refused(Approval approval, string why) => $"approval {approval.Id}: {why}, so it was not run.";

    public static string Lapsed(Approval approval, string why) => $"approval {approval.Id} has lapsed, {why}. Call again to ask again.";

    /// <param name="byGateway">The gateway itself was stopped.</param>
    public static string Stopped(OperationCanceledException stop, bool byGateway)
    {
        var why = byGateway ? GatewayStopped : StoppedByPerson;
        return stop is ToolStoppedException { Output.Length: > 0 } part ? $"{part.Output}\n[{why}]" : why;
    }
}
