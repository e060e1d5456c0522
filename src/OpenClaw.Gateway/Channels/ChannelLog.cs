namespace OpenClaw.Channels;

internal static partial class ChannelLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Channel} is listening")]
    public static partial void Listens(ILogger log, string channel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: {Reason}; it is tried again")]
    public static partial void Failing(ILogger log, string channel, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Channel} is stopped: {Reason}")]
    public static partial void Stopped(ILogger log, string channel, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Channel} broke and is begun again")]
    public static partial void Broke(ILogger log, string channel, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Channel}: the group {From} is now {To}: rename channels.{Channel}.groups.\"{From}\" to channels.{Channel}.groups.\"{To}\" and reload"
    )]
    public static partial void Moved(ILogger log, string channel, string from, string to);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Channel}: {What} is not written as it should be, and was left out")]
    public static partial void Unreadable(ILogger log, string channel, string what);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Channel}: update {Update} has nothing that can be read")]
    public static partial void Skipped(ILogger log, string channel, long update);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Channel}: an envelope of {Kind} has nothing that can be read")]
    public static partial void SkippedKind(ILogger log, string channel, string kind);
}
