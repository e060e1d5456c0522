namespace OpenClaw.Agent.Housekeeping;

internal static partial class HousekeepingLog
{
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
    public static partial void Failed(ILogger log, string reason);
}
