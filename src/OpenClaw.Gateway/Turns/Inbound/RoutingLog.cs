namespace OpenClaw.Turns.Inbound;

internal static partial class RoutingLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "refused a message from {Sender}; to let him in: {Setting}")]
    public static partial void Refused(ILogger log, string sender, string setting);
}
