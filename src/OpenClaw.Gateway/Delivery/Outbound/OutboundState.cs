namespace OpenClaw.Delivery.Outbound;

/// <summary>How a channel's way out is.</summary>
/// <param name="Reason">Why it takes nothing; null when it does.</param>
/// <param name="Until">When it is tried again.</param>
internal sealed record OutboundState(string Channel, bool IsConfigured, string? Reason, DateTimeOffset? Until);
