namespace OpenClaw.Hosting;

/// <summary>What <c>openclaw run</c> was told; null means the usual place.</summary>
internal sealed record RunOptions(string? Config = null, string? State = null, string? Socket = null);
