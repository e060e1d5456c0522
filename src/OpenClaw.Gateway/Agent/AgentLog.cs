namespace OpenClaw.Agent;

internal static partial class AgentLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "turn {Turn}: tool {Tool} failed inside")]
    public static partial void ToolFailed(ILogger log, long turn, string tool, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session}: a call of {Tool} was denied by {Rule}")]
    public static partial void Denied(ILogger log, string session, string tool, string rule);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Session}: transcript shortened up to entry {UpTo}; the server re-reads the prompt once"
    )]
    public static partial void Compacted(ILogger log, string session, long upTo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "turn {Turn}: {Line}")]
    public static partial void Exhausted(ILogger log, long turn, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "turn {Turn} waits: {Line}")]
    public static partial void Waits(ILogger log, long turn, string line);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Session}: {Tool} was running when the gateway stopped; it is listed as unknown and not run again"
    )]
    public static partial void Unknown(ILogger log, string session, string tool);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Session}: the message of turn {Turn}, received {At:u}, waited for too long and is not answered"
    )]
    public static partial void TooOld(ILogger log, string session, long turn, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Notice}")]
    public static partial void TookOver(ILogger log, string notice);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session}: turn {Turn} ({State}) goes on after the restart")]
    public static partial void GoesOn(ILogger log, string session, long turn, string state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "chats that show a decided approval are not told yet: {Reason}")]
    public static partial void DecisionNotShown(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session}: {Approval} is asked again, {Why}")]
    public static partial void AskedAgain(ILogger log, string session, string approval, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session}: {Problem}")]
    public static partial void NoWorkspace(ILogger log, string session, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "housekeeping: deleted rows, {Rows}")]
    public static partial void Tidied(ILogger log, string rows);

    // AuditNote makes the line and reads it back.
    [LoggerMessage(Level = LogLevel.Information, Message = "{Note}")]
    public static partial void AuditNoted(ILogger log, string note);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the clock is {Days:0} days ahead of what it was when this gateway last looked; nothing is deleted until it has stayed so for a day"
    )]
    public static partial void ClockDoubted(ILogger log, double days);

    [LoggerMessage(Level = LogLevel.Warning, Message = "housekeeping waits for tomorrow: {Reason}")]
    public static partial void TidiesTomorrow(ILogger log, string reason);
}
