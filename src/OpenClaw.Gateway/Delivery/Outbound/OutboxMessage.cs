namespace OpenClaw.Delivery.Outbound;

/// <summary>A row of <c>outbox</c> on its way out: one piece that fits the channel's limit.</summary>
internal sealed record OutboxMessage
{
    public required long Id { get; init; }
    public required SessionKey Session { get; init; }
    public TurnId? Turn { get; init; }
    public required ReplyAddress To { get; init; }
    public required string Text { get; init; }

    /// <inheritdoc cref="OutboundMessage.IsMarkdown"/>
    public bool IsMarkdown { get; init; }

    /// <inheritdoc cref="OutboundMessage.Approval"/>
    public ShownApproval? Approval { get; init; }

    /// <summary>Set when it takes the place of a message that was sent before.</summary>
    public EditTarget? Edits { get; init; }

    /// <summary>Attempts before this one.</summary>
    public int Attempts { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>After this it is not worth sending; null is always.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
