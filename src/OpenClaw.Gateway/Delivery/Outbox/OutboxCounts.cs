namespace OpenClaw.Delivery.Outbox;

/// <summary>How many messages are not delivered, by what became of them.</summary>
/// <param name="Waiting">The channels that messages wait for.</param>
internal sealed record OutboxCounts(int Pending, int Unknown, int Failed, int Expired, IReadOnlyList<string> Waiting);
