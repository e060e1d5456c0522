namespace OpenClaw.Delivery.Outbox;

/// <summary>The words that a message's row and its events use.</summary>
internal static class OutboxStates
{
    public const string Pending = "pending";
    public const string Sending = "sending";
    public const string Sent = "sent";

    /// <summary>Killed or cut off between request and response: nobody knows whether it arrived.</summary>
    public const string Unknown = "unknown";

    /// <summary>The channel will never take it.</summary>
    public const string Failed = "failed";

    /// <summary>It could not be sent in time.</summary>
    public const string Expired = "expired";

    /// <summary>A person does not want it sent.</summary>
    public const string Dropped = "dropped";

    public static IReadOnlyList<string> All { get; } = [Pending, Sending, Sent, Unknown, Failed, Expired, Dropped];
}
