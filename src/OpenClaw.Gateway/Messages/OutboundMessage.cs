namespace OpenClaw.Messages;

/// <summary>What goes out: one answer, notice or forwarded message, before a channel cuts it to its size.</summary>
internal sealed record OutboundMessage(ReplyAddress To, string Text, SessionKey Session)
{
    /// <summary>How long it is worth sending; null is as the configuration says.</summary>
    public TimeSpan? Ttl { get; init; }

    /// <summary>A model wrote it, as models write: a channel shows it with its own means. Else it is shown letter for letter.</summary>
    public bool IsMarkdown { get; init; }

    /// <summary>The asked call it shows. A channel with buttons puts two below it when it shows the call whole.</summary>
    public ShownApproval? Approval { get; init; }

    /// <summary>The row of the outbox whose message, where it was shown, becomes this text. Null for one of its own.</summary>
    public long? Edits { get; init; }
}
