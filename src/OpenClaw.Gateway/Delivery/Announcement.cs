namespace OpenClaw.Delivery;

/// <summary>A text for another conversation than the one it comes from.</summary>
/// <param name="From">The conversation it comes from; who reads it must see that.</param>
internal sealed record Announcement(string Text, SessionKey From)
{
    public TurnId? Turn { get; init; }

    /// <summary>The text says itself where it comes from.</summary>
    public bool NamesItself { get; init; }

    /// <inheritdoc cref="OutboundMessage.IsMarkdown"/>
    public bool IsMarkdown { get; init; }

    /// <inheritdoc cref="OutboundMessage.Approval"/>
    public ShownApproval? Approval { get; init; }
}
