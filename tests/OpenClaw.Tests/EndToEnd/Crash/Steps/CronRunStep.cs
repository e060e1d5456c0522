namespace OpenClaw.Tests.EndToEnd.Crash.Steps;

/// <summary>A job that a person starts. Whether he was told that it did or not, it starts once.</summary>
internal sealed class CronRunStep(string job, Said message, bool asksForIt) : Step(job)
{
    /// <summary>A job that runs a command and asks no model.</summary>
    public static CronRunStep Command(string job) => new(job, JobMessage.Command(job), asksForIt: false);

    /// <summary>A job whose command runs first, and then the model is asked.</summary>
    public static CronRunStep Check(string job) => new(job, new Said($"cron:{job}", job) { IsJobRun = true }, asksForIt: false);

    /// <summary>A job that asks the model, which runs the command.</summary>
    public static CronRunStep Prompt(string job) => new(job, new Said($"cron:{job}", job), asksForIt: true);

    public override IReadOnlyList<Said> Messages => [message];

    public override IReadOnlyList<Mark> Marks => [new Mark(Name, message)];

    public override IReadOnlyList<ModelTurn> Calls(Said asked) => asksForIt ? [Count(Name)] : [];

    public override Task DriveAsync(World world) => world.RunJobAsync(Name, message);

    public override void Check(Evidence evidence, Findings findings)
    {
        var runs = evidence.CronRuns.Count(run => run.Job == Name);
        findings.Require(runs == 1, $"{(runs == 0 ? "lost" : "double")}: {Name} was started once and has {runs} runs");
    }
}
