namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>How one run ended.</summary>
/// <param name="Point">Where it was to be killed; null for one that was not.</param>
/// <param name="Killed">Whether a thread came so far. Work is spread over the pool's threads as it comes, so the highest numbers are not always reached.</param>
/// <param name="Folder">Kept when a promise was broken.</param>
internal sealed record RunResult(KillPoint? Point, bool Killed, Findings Findings, TimeSpan Took, string? Folder = null)
{
    public bool Held => Findings.Violations.Count == 0;
}
