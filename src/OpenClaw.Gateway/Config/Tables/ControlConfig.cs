namespace OpenClaw.Config.Tables;

/// <summary><c>[control]</c>: who may use the Unix socket besides the user the gateway runs as and root.</summary>
internal sealed record ControlConfig
{
    public string? Socket { get; init; }
    public EquatableArray<string> Users { get; init; } = [];
}
