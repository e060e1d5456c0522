namespace OpenClaw.Turns;

internal static partial class PipelineLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "turn {Turn} was let go of where it was ({Cut}); it goes on after the next start")]
    public static partial void LetGo(ILogger log, long turn, string cut);

    [LoggerMessage(Level = LogLevel.Error, Message = "turn {Turn}: internal error")]
    public static partial void StageFailed(ILogger log, long turn, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "turn {Turn}: {Reason}")]
    public static partial void StorageFailed(ILogger log, long turn, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "turn {Turn} waits for the disk: {Reason}")]
    public static partial void WaitsForDisk(ILogger log, long turn, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "turn {Turn} waits for the disk no longer")]
    public static partial void DiskIsBack(ILogger log, long turn);

    [LoggerMessage(Level = LogLevel.Error, Message = "somebody who watches failed at {Event}")]
    public static partial void WatcherFailed(ILogger log, string @event, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "refused a message from {Sender}; to let them in: {Setting}")]
    public static partial void Refused(ILogger log, string sender, string setting);
}
