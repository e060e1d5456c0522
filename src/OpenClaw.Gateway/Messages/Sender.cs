namespace OpenClaw.Messages;

/// <summary>Who said something. <see cref="Address"/> is how configuration and policies name him: <c>telegram:123456789</c>,
/// <c>local:pi</c>.</summary>
internal sealed record Sender(string Channel, string Id, string? DisplayName = null)
{
    public string Address => $"{Channel}:{Id}";

    public override string ToString() => Address;
}
