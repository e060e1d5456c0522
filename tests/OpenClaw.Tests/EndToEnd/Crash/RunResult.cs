namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>How one run ended.</summary>
/// <param name="Points">Where its lives were to be killed, one after the other; empty for one that was not.</param>
/// <param name="Kills">How many of them were reached. Work is spread over the pool's threads as it comes, so the highest numbers are not
/// always.</param>
/// <param name="Folder">Kept when a promise was broken.</param>
internal sealed record RunResult(IReadOnlyList<KillPoint> Points, int Kills, Findings Findings, TimeSpan Took, string? Folder = null)
{
    public bool Held => Findings.Violations.Count == 0;
}
