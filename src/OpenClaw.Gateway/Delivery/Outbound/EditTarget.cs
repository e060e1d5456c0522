namespace OpenClaw.Delivery.Outbound;

/// <summary>A message that another takes the place of.</summary>
/// <param name="Row">Its number in the outbox.</param>
/// <param name="ChannelMessage">The channel's own id of it; null when it never arrived, and there is nothing to change.</param>
internal sealed record EditTarget(long Row, string? ChannelMessage);
