namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>SQLite finds nothing wrong with its file.</summary>
internal static class DatabaseCheck
{
    public static void AtKill(RunFacts facts, Findings findings) => Check(facts.AtKill[facts.AtKill.Keys.Max()], "at the kill", findings);

    public static void AtRest(RunFacts facts, Findings findings) => Check(facts.AtRest!, "at rest", findings);

    private static void Check(Evidence evidence, string when, Findings findings) =>
        findings.Require(evidence.Integrity is ["ok"], $"integrity_check {when}: {string.Join("; ", evidence.Integrity)}");
}
