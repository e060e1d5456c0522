namespace OpenClaw.Foundation.Timekeeping;

internal static partial class TimekeepingLog
{
    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the clock was set {Direction} by {By}{When}; approvals, messages, reminders and limits that were counting are moved along"
    )]
    public static partial void Leapt(ILogger log, TimeSpan by, string direction, string when);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "waiting for the clock: it shows {Now:u}, which has long passed; cron jobs do not start by themselves until it is set"
    )]
    public static partial void Waits(ILogger log, DateTimeOffset now);

    [LoggerMessage(Level = LogLevel.Information, Message = "the clock is believed again, at {Now:u}; cron jobs start")]
    public static partial void Believed(ILogger log, DateTimeOffset now);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "the clock was set, and what waits is moved along when the disk takes rows again: {Reason}"
    )]
    public static partial void WaitsForDisk(ILogger log, string reason);
}
