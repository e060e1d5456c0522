namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>No occurrence starts twice, none is left in the air, and a run's row says what its turn's says.</summary>
internal static class CronCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        var disk = facts.AtRest!;
        foreach (var run in disk.CronRuns)
        {
            findings.Require(run.State is "done" or "unknown", $"run {run.Job}@{run.ScheduledAt} is {run.State}");
            var turn = disk.Turns.FirstOrDefault(turn => turn.Id == run.Turn);
            findings.Require(turn is not null && turn.Session == $"cron:{run.Job}", $"lost: run {run.Job}@{run.ScheduledAt} has no turn");
            var isUnknown = disk.Effects.Any(effect => effect.Turn == run.Turn && effect.State == "unknown");
            findings.Require(
                run.State == (isUnknown ? "unknown" : "done"),
                $"run {run.Job}@{run.ScheduledAt} is {run.State}, and what it did is {(isUnknown ? "unknown" : "known")}"
            );
        }

        foreach (var turn in disk.Turns.Where(static turn => turn.Session.StartsWith("cron:")))
        {
            var runs = disk.CronRuns.Count(run => run.Turn == turn.Id);
            findings.Require(runs == 1, $"{(runs == 0 ? "double" : "lost")}: turn {turn.Id} of {turn.Session} belongs to {runs} runs");
        }
    }
}
