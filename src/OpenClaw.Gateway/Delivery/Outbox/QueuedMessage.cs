namespace OpenClaw.Delivery.Outbox;

/// <summary>A message whose rows have just reached the disk.</summary>
internal sealed record QueuedMessage(OutboundMessage Message, TurnId? Turn, DateTimeOffset ExpiresAt);
