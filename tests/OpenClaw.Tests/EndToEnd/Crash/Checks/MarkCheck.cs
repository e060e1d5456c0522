namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>Every command ran at most once, and exactly once unless it is listed as unknown.</summary>
internal static class MarkCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        var disk = facts.AtRest!;
        foreach (var step in facts.Scenario.Steps)
        {
            foreach (var mark in step.Marks)
            {
                var times = disk.Ran.Count(line => line == mark.Line);
                var due = mark.By.IsDue(disk) ? 1 : 0;
                findings.Require(times <= due, $"double: {mark.Line} ran {times} times");
                findings.Require(times >= due || disk.IsUnknown(mark.By), $"lost: {mark.Line} did not run and is not listed as unknown");
            }

            if (step.Messages.Any(disk.IsUnknown))
            {
                findings.Unknown.Add(step.Name);
            }
        }
    }
}
