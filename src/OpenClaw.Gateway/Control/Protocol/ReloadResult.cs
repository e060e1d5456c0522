namespace OpenClaw.Control.Protocol;

internal sealed record ReloadResult
{
    public required bool Reloaded { get; init; }

    /// <summary>What differs from before, one line each; empty when nothing does.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Errors and warnings as the operator reads them, place and caret included.</summary>
    public IReadOnlyList<string> Diagnostics { get; init; } = [];
}
