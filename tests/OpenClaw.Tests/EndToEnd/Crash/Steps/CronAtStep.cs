namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>
/// A job whose one time comes while the scenario runs, whatever else is going on then. It starts once, and late when no gateway ran. Only a
/// gateway that was killed before it had ever written down that there is such a job, and until its time was over, owes nothing.
/// </summary>
internal sealed class CronAtStep(string job, DateTimeOffset at) : Step(job)
{
    private readonly Said _message = JobMessage.Command(job) with { IsDue = disk => IsDue(disk, job, at) };

    public override IReadOnlyList<Said> Messages => [_message];

    public override IReadOnlyList<Mark> Marks => [new Mark(Name, _message)];

    public override async Task DriveAsync(World world)
    {
        await world.UntilAsync($"the time of {Name}", () => Task.FromResult(DateTimeOffset.UtcNow >= at));
        await world.EndOfJobAsync(Name);
    }

    public override void Check(Evidence evidence, Findings findings)
    {
        var runs = evidence.CronRuns.Where(run => run.Job == Name).ToList();
        if (!_message.IsDue(evidence))
        {
            findings.Require(runs.Count == 0, $"double: {Name} was over before it was known, and has {runs.Count} runs");
        }
        else
        {
            findings.Require(
                runs is [var run] && run.ScheduledAt == at.ToUnixTimeMilliseconds(),
                $"{(runs.Count == 0 ? "lost" : "double")}: the one time of {Name} has {runs.Count} runs"
            );
        }
    }

    private static bool IsDue(Evidence disk, string job, DateTimeOffset at) =>
        disk.CronJobs.TryGetValue(job, out var since) && since < at.ToUnixTimeMilliseconds();
}
