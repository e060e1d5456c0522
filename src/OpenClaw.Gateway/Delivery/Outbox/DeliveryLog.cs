namespace OpenClaw.Delivery.Outbox;

internal static partial class DeliveryLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "message {Id} to {To} waits {Seconds} s: {Reason}")]
    public static partial void Waits(ILogger log, long id, string to, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "message {Id} to {To} was not delivered ({State}): {Reason}")]
    public static partial void NotDelivered(ILogger log, long id, string to, string state, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "channel {Channel} takes nothing: {Reason}")]
    public static partial void ChannelDown(ILogger log, string channel, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "channel {Channel} is back")]
    public static partial void ChannelBack(ILogger log, string channel);

    [LoggerMessage(Level = LogLevel.Error, Message = "deliveries wait for the disk: {Reason}")]
    public static partial void WaitsForDisk(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "message {Id} to {To}: internal error in the channel")]
    public static partial void ChannelBroke(ILogger log, long id, string to, Exception exception);
}
