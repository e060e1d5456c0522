using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Scheduling;

/// <summary>Occurrences that fail: backing off, alerts, retries, and ends that nobody knows.</summary>
public sealed class CronFailureTests
{
    private const string EveryMinute = "schedule = \"* * * * *\"\nprompt = \"look\"\n";
    private const string Fails = "schedule = \"* * * * *\"\ncommand = \"test -e ok\"\n";

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Failing_BacksOffAlertsOnceAndSaysWhenItWorksAgain()
    {
        using var bench = new CronBench(Fails);

        bench.Gateway.Pass(TimeSpan.FromMinutes(8));

        // Pauses of two and of four minutes, counted from the occurrence that failed.
        Assert.Equal(
            [
                "08:01#1 failed",
                "08:02#1 skipped",
                "08:03#1 failed",
                "08:04#1 skipped",
                "08:05#1 skipped",
                "08:06#1 skipped",
                "08:07#1 failed",
                "08:08#1 skipped",
            ],
            bench.Runs()
        );
        Assert.Equal("The cron job \"job\" failed: [exit code 1, no output]", Assert.Single(bench.Alerts));

        File.WriteAllText(bench.Path("ok"), "");
        bench.Gateway.Pass(TimeSpan.FromMinutes(9));

        Assert.Equal("08:15#1 done", bench.Runs().First(run => run.EndsWith("done")));
        Assert.Equal("08:17#1 done", bench.Runs()[^1]);
        Assert.Equal("The cron job \"job\" works again, after it had failed 3 times in a row.", bench.Alerts[^1]);
        Assert.Equal(2, bench.Alerts.Count);
    }

    [Fact]
    public void Failing_Restarted_AlertsNotAgainAndKeepsItsPause()
    {
        using var bench = new CronBench(Fails);
        bench.Gateway.Pass(TimeSpan.FromMinutes(3));

        bench.Away(TimeSpan.FromSeconds(1));
        bench.Gateway.Pass(TimeSpan.FromMinutes(3));

        Assert.Single(bench.Alerts);
        Assert.Equal(["08:03#1 failed", "08:04#1 skipped", "08:05#1 skipped", "08:06#1 skipped"], bench.Runs().TakeLast(4));
    }

    [Trait("Load", "heavy")]
    [Fact]
    public void Failing_SlowJob_NeverPauses()
    {
        using var bench = new CronBench("every = \"1h\"\ncommand = \"test -e ok\"\n");

        bench.Gateway.Pass(TimeSpan.FromHours(8), s_minute * 5);

        Assert.Equal(8, bench.Count("failed"));
        Assert.Single(bench.Alerts);
    }

    [Fact]
    public void Retry_AfterAPauseThatDoubles_EachAttemptIsARow()
    {
        using var bench = new CronBench("every = \"1h\"\ncommand = \"test -e ok\"\nretry = { times = 3, backoff = \"1m\" }\n");

        bench.Gateway.Pass(TimeSpan.FromHours(1), s_minute);
        Assert.Equal(["09:00#1 failed", "09:00#2 waiting"], bench.Runs());
        Assert.Empty(bench.Alerts);
        bench.Gateway.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["09:00#1 failed", "09:00#2 failed", "09:00#3 waiting"], bench.Runs());
        bench.Gateway.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal("09:00#3 waiting", bench.Runs()[^1]);
        File.WriteAllText(bench.Path("ok"), "");
        bench.Gateway.Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["09:00#1 failed", "09:00#2 failed", "09:00#3 done"], bench.Runs());
        Assert.Empty(bench.Alerts);
    }

    [Fact]
    public void Retry_GatewayRestartedMeanwhile_IsFoundAgain()
    {
        using var bench = new CronBench("every = \"1h\"\ncommand = \"test -e ok\"\nretry = { times = 1, backoff = \"10m\" }\n");
        bench.Gateway.Pass(TimeSpan.FromHours(1), s_minute);
        File.WriteAllText(bench.Path("ok"), "");

        bench.Away(TimeSpan.FromMinutes(5));
        Assert.Equal(["09:00#1 failed", "09:00#2 waiting"], bench.Runs());
        bench.Gateway.Pass(TimeSpan.FromMinutes(6));

        Assert.Equal(["09:00#1 failed", "09:00#2 done"], bench.Runs());
    }

    [Fact]
    public void Retry_EndIsUnknown_IsNotTriedAgainAndTheOwnerIsTold()
    {
        using var bench = new CronBench("every = \"1h\"\ncommand = \"sh -c 'echo ran >> log; sleep 600'\"\nretry = { times = 3 }\n");
        bench.Gateway.Pass(TimeSpan.FromMinutes(59), s_minute);
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.UntilOutside(() => File.Exists(bench.Path("log")));

        bench.Gateway.Kill();
        bench.Gateway.Start();
        bench.Gateway.Settle();
        bench.Gateway.Pass(TimeSpan.FromMinutes(20), s_minute);

        Assert.Equal(["09:00#1 unknown"], bench.Runs());
        Assert.Equal(["ran"], File.ReadAllLines(bench.Path("log")));
        Assert.StartsWith("The cron job \"job\" ended, nobody knows how", Assert.Single(bench.Alerts));
    }

    [Fact]
    public void Stop_ByAPerson_IsNoIncident()
    {
        using var bench = new CronBench(EveryMinute + "session = \"main\"\nretry = { times = 2 }\n", answers: false);
        bench.Gateway["big"].NeverAnswers();
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Wait<GatewayEvent.ModelAsked>(_ => true);

        bench.Gateway.Say("/stop");
        bench.Gateway.Settle();

        Assert.Equal(["08:01#1 failed"], bench.Runs());
        Assert.Equal("stopped by a person", bench.Note("failed"));
        Assert.DoesNotContain(bench.Alerts, alert => alert.Contains("cron job"));
    }

    [Fact]
    public void Disk_FullWhenTheTimeComes_TheOccurrenceStartsWhenItTakesRowsAgain()
    {
        using var bench = new CronBench($"schedule = \"* * * * *\"\nprompt = \"{new string('x', 12_000)}\"\n");
        bench.Gateway.FillDisk(true);
        bench.Gateway.Pass(s_minute);
        Assert.Empty(bench.Runs());

        bench.Gateway.FillDisk(false);
        bench.Gateway.Pass(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

        Assert.Equal(["08:01#1 done"], bench.Runs());
    }
}
