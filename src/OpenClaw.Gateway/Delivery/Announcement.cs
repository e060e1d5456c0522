namespace OpenClaw.Delivery;

/// <summary>A text for another conversation than the one it comes from.</summary>
/// <param name="From">The conversation it comes from; who reads it must see that.</param>
/// <param name="NamesItself">The text says itself where it comes from.</param>
/// <param name="IsMarkdown">A model wrote it: <see cref="OutboundMessage.IsMarkdown"/>.</param>
/// <param name="Approval">The asked call it shows: <see cref="OutboundMessage.Approval"/>.</param>
internal sealed record Announcement(
    string Text,
    SessionKey From,
    TurnId? Turn = null,
    bool NamesItself = false,
    bool IsMarkdown = false,
    ShownApproval? Approval = null
);
