using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;
using OpenClaw.Scheduling;
using OpenClaw.Tests.Scheduling;

namespace OpenClaw.Tests.Control;

/// <summary>What the control API tells of jobs, as the commands get it.</summary>
public sealed class CronApiTests
{
    [Fact]
    public void Next_IsWhatTheConfigurationSays()
    {
        using var bench = new CronBench("schedule = \"0 8 * * 1-5\"\nprompt = \"x\"\ntimezone = \"Europe/Amsterdam\"\n");
        var gateway = bench.Gateway;

        var next = CronShapes.Next(gateway.Gateway.Config.Value, "job", 3, gateway.Clock.GetUtcNow());

        Assert.Equal(("job", "0 8 * * 1-5", "Europe/Amsterdam"), (next.Job, next.Schedule, next.Timezone));
        Assert.Equal(
            ["2026-01-06 08:00 +01:00", "2026-01-07 08:00 +01:00", "2026-01-08 08:00 +01:00"],
            next.Next.Select(at => at.ToString("yyyy-MM-dd HH:mm zzz"))
        );
        Assert.Equal(
            "no cron job \"jop\". Did you mean \"job\"?",
            Assert.Throws<ControlException>(() => CronShapes.Next(gateway.Gateway.Config.Value, "jop", 3, default)).Message
        );
    }

    [Fact]
    public void Status_NamesTheNextJobAndThoseThatFail()
    {
        using var bench = new CronBench(
            "schedule = \"* * * * *\"\ncommand = \"false\"\n[[cron]]\nname = \"later\"\nevery = \"12h\"\nprompt = \"x\"\n"
        );
        bench.Gateway.Pass(TimeSpan.FromMinutes(1));

        var status = CronShapes.Status([.. bench.Gateway.Gateway.Cron.Jobs], reminders: 2)!;

        Assert.Equal(
            (2, 2, "job", new DateTimeOffset(2026, 1, 5, 8, 2, 0, TimeSpan.Zero)),
            (status.Jobs, status.Reminders, status.Next, status.NextAt)
        );
        Assert.Equal(["job"], status.Failing);
        Assert.Null(CronShapes.Status([], 0));
    }

    [Fact]
    public void Job_ShowsItsLastRunAndItsPause()
    {
        using var bench = new CronBench("schedule = \"* * * * *\"\ncommand = \"false\"\n");
        bench.Gateway.Pass(TimeSpan.FromMinutes(1));
        var job = bench.Gateway.Gateway.Cron.Jobs.Single();

        var shown = CronShapes.Of(
            job,
            new CronRunRow(new CronRun("job", bench.Gateway.Clock.GetUtcNow()), RunStates.Failed) { Note = "n" },
            bench.Gateway.Gateway.Config.Value.Agent
        );

        Assert.Equal(("command", 1, "failed", "n"), (shown.Kind, shown.Failures, shown.Last!.State, shown.Last.Note));
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 8, 3, 0, TimeSpan.Zero), shown.PausedUntil);
    }
}
