namespace OpenClaw.Delivery.Cutting;

/// <summary>How long one message of a channel may be: <paramref name="Length"/> UTF-16 units, which is how Telegram counts and never less
/// than characters.</summary>
internal readonly record struct TextLimit(int Length);
