namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>The audit's chain is whole, over all lives: as the running gateway sees it, with what its log noted, and as its file says when
/// it is stopped.</summary>
internal static class AuditCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        foreach (var broken in facts.AuditVerdicts.Where(static verdict => !verdict.Ok))
        {
            findings.Violations.Add($"audit verify: {broken.Said}");
        }
        findings.Require(facts.AuditVerdicts.Count == 2, $"the audit was verified {facts.AuditVerdicts.Count} times");
    }
}
