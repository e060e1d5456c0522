namespace OpenClaw.Hosting;

/// <summary>What an operator wants to find in the journal afterwards: which model failed, who was asked what and who answered. Which call
/// it was stays out: it may be private.</summary>
internal static class EventLog
{
    public static void Note(ILogger log, GatewayEvent happened)
    {
        var session = happened.Session?.Value ?? "";
        switch (happened)
        {
            // The kind alone: what a server says in its error may quote the conversation. `openclaw models` has the rest.
            case GatewayEvent.ModelFailed failed:
                HostingLog.ModelFailed(log, session, failed.Model, failed.Kind);
                break;
            case GatewayEvent.ApprovalAsked asked:
                HostingLog.Asked(log, session, asked.Approval.Value);
                break;
            case GatewayEvent.ApprovalDecided { Doubt: { } doubt } refused:
                HostingLog.Refused(log, session, refused.Approval.Value, doubt);
                break;
            case GatewayEvent.ApprovalDecided decided:
                HostingLog.Decided(log, session, decided.Approval.Value, decided.Decision, decided.By);
                break;
        }
    }
}
