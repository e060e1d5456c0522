namespace OpenClaw.Scheduling;

internal static partial class CronLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "cron {Job}: {At:u} starts as turn {Turn}{Attempt}")]
    public static partial void Starts(ILogger log, string job, DateTimeOffset at, long turn, string attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "cron {Job}: {Count} missed, {Runs} of them made up for (missed = \"{Mode}\")")]
    public static partial void Missed(ILogger log, string job, int count, int runs, string mode);

    [LoggerMessage(Level = LogLevel.Information, Message = "cron {Job}: {At:u} is left out: {Why}")]
    public static partial void Skipped(ILogger log, string job, DateTimeOffset at, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "cron {Job}: {At:u} was taken before, and is not run again")]
    public static partial void Taken(ILogger log, string job, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "cron {Job}: {At:u} {State}: {Why}")]
    public static partial void Failed(ILogger log, string job, DateTimeOffset at, string state, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "cron {Job}: works again")]
    public static partial void Recovered(ILogger log, string job);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session}: reminder {Id} comes as turn {Turn}")]
    public static partial void Reminds(ILogger log, string session, long id, long turn);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session}: reminder {Id} is passed over, its last turn is not finished")]
    public static partial void ReminderWaits(ILogger log, long id, string session);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What}: waits for the disk: {Reason}")]
    public static partial void WaitsForDisk(ILogger log, string what, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the clock leapt ahead by {Leap}: the machine slept, or the clock was set. Nothing is due for {Doubt}, in case it leaps back"
    )]
    public static partial void LeaptAhead(ILogger log, TimeSpan leap, TimeSpan doubt);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the clock went back by {Leap}: what ran already is not run again when its time comes again"
    )]
    public static partial void WentBack(ILogger log, TimeSpan leap);
}
