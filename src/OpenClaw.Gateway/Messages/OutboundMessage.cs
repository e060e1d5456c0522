namespace OpenClaw.Messages;

/// <summary>What goes out: one answer, notice or forwarded message, before a channel cuts it to its size.</summary>
internal sealed record OutboundMessage(ReplyAddress To, string Text, SessionKey Session)
{
    /// <summary>How long it is worth sending; null is as the configuration says.</summary>
    public TimeSpan? Ttl { get; init; }
}
