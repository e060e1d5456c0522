using OpenClaw.Messages;
using OpenClaw.Scheduling;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Scheduling;

/// <summary>Occurrences from their time to their end, through the whole gateway on a clock that the test moves.</summary>
public sealed class CronServiceTests
{
    private const string EveryMinute = "schedule = \"* * * * *\"\nprompt = \"look\"\n";
    private const string Fails = "schedule = \"* * * * *\"\ncommand = \"test -e ok\"\n";

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Due_PromptJob_AsksTheModelInASessionOfItsOwn()
    {
        using var bench = new CronBench(EveryMinute);

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 done"], bench.Runs());
        var user = Assert.IsType<Entry.User>(bench.Gateway.Transcript("cron:job")[0]);
        Assert.Equal(("[cron job] look", "cron:job"), (user.Text, user.Sender));
    }

    [Fact]
    public void Due_EachRunOfItsOwnSession_BeginsAfresh()
    {
        using var bench = new CronBench(EveryMinute);

        bench.Gateway.Pass(s_minute * 3);

        Assert.Equal(3, bench.Gateway["big"].Requests.Count);
        Assert.All(bench.Gateway["big"].Requests, request => Assert.Equal(2, request.Messages.Count));
    }

    [Fact]
    public void Due_SessionOfPeople_GoesOnInItAndLeavesItsRuleAlone()
    {
        using var bench = new CronBench(EveryMinute + "session = \"main\"\n");
        bench.Gateway.Ask("hello");

        bench.Gateway.Pass(s_minute);

        Assert.Contains(bench.Gateway.Transcript().OfType<Entry.User>(), user => user.Text == "[cron job] look");
        Assert.Equal(
            ["default local:main"],
            bench.Gateway.Rows("select rule || ' ' || reply_to from sessions", static row => row.GetString(0))
        );
    }

    [Fact]
    public void New_JobCatchesNothingUp()
    {
        using var bench = new CronBench("every = \"1h\"\nprompt = \"look\"\nmissed = \"all\"\n");

        bench.Gateway.Settle();
        Assert.Empty(bench.Runs());

        bench.Gateway.Pass(TimeSpan.FromHours(1), s_minute);
        Assert.Equal(["09:00#1 done"], bench.Runs());
    }

    [Fact]
    public void Changed_ScheduleIsAnotherJobAndCatchesNothingUp()
    {
        using var bench = new CronBench("schedule = \"0 9 * * *\"\nprompt = \"look\"\nmissed = \"all\"\n");
        bench.Gateway.Configure(bench.With("schedule = \"30 8 * * *\"\nprompt = \"look\"\nmissed = \"all\"\n"));

        bench.Away(TimeSpan.FromHours(2));

        Assert.Empty(bench.Runs());
    }

    [Fact]
    public void GoneAndBack_JobCatchesNothingUp()
    {
        const string Job = "schedule = \"*/10 * * * *\"\nprompt = \"look\"\nmissed = \"all\"\n";
        using var bench = new CronBench(Job);
        bench.Gateway.Pass(TimeSpan.FromMinutes(10));
        bench.Gateway.Reload(bench.With(Job + "enabled = false\n"));
        bench.Gateway.Settle();

        bench.Gateway.Pass(TimeSpan.FromHours(1), s_minute);
        bench.Gateway.Reload(bench.With(Job));
        bench.Gateway.Settle();

        Assert.Equal(["08:10#1 done"], bench.Runs());
        bench.Gateway.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal(["08:10#1 done", "09:20#1 done"], bench.Runs());
    }

    [Theory]
    [InlineData("skip", 0, 60)]
    [InlineData("once", 1, 59)]
    [InlineData("all", 60, 0)]
    public void Missed_AnHourOfAJobOfEveryMinute_IsMadeUpForAsTheJobSays(string missed, int runs, int rows)
    {
        using var bench = new CronBench(EveryMinute + $"missed = \"{missed}\"\n");
        bench.Gateway.Pass(TimeSpan.FromSeconds(10));

        bench.Away(TimeSpan.FromHours(1));

        Assert.Equal((runs, runs, rows), (bench.Turns, bench.Count("done"), bench.Count("missed")));
        Assert.Equal(60, bench.Runs().Count);
        if (missed == "once")
        {
            Assert.Equal("09:00#1 done", bench.Runs()[^1]);
        }
    }

    [Fact]
    public void Missed_All_KilledWhileItCatchesUp_GoesOnWhereItWasAndRunsNothingTwice()
    {
        using var bench = new CronBench(EveryMinute + "missed = \"all\"\n");
        bench.Gateway.Pass(TimeSpan.FromSeconds(10));
        bench.Gateway.Kill();
        bench.Gateway.Clock.Advance(TimeSpan.FromMinutes(10));
        for (var i = 0; i < 5; i++)
        {
            bench.Gateway.Start();
            bench.Gateway.Wait<GatewayEvent.TurnEnded>(_ => true);
            bench.Gateway.Events.Clear();
            bench.Gateway.Kill();
        }

        bench.Gateway.Start();
        bench.Gateway.Settle();

        Assert.Equal(10, bench.Count("done"));
        Assert.Equal(10, bench.Turns);
    }

    [Fact]
    public void Missed_LongerAgoThanItsWindow_IsOneRowThatSaysHowMany()
    {
        using var bench = new CronBench("schedule = \"0 * * * *\"\nprompt = \"look\"\nmissed = \"all\"\nmissed_window = \"2h\"\n");
        bench.Gateway.Pass(TimeSpan.FromSeconds(10));

        bench.Away(TimeSpan.FromHours(10));

        Assert.Equal(["16:00#1 missed", "17:00#1 done", "18:00#1 done"], bench.Runs().TakeLast(3));
        Assert.Equal(3, bench.Runs().Count);
        Assert.Equal("stands for 8 since 2026-01-05 09:00:00 +00:00", bench.Note("missed"));
    }

    [Fact]
    public void Killed_AfterTheClaim_TheTurnGoesOnAndTheOccurrenceRunsOnce()
    {
        using var bench = new CronBench(EveryMinute + "missed = \"all\"\n", answers: false);
        bench.Gateway["big"].NeverAnswers();
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Wait<GatewayEvent.ModelAsked>(_ => true);
        Assert.Equal(["08:01#1 running"], bench.Runs());

        bench.Gateway.Kill();
        bench.Gateway["big"].Answers("done");
        bench.Gateway.Start();
        bench.Gateway.Settle();

        Assert.Equal(["08:01#1 done"], bench.Runs());
        Assert.Equal(1, bench.Turns);
    }

    [Fact]
    public void Killed_BetweenTheTurnsEndAndTheRuns_EndIsFoundAtTheNextStart()
    {
        using var bench = new CronBench(EveryMinute);
        bench.Gateway.Pass(s_minute);
        bench.Gateway.Sql("update cron_runs set state = 'running', ended_at = null");

        bench.Away(TimeSpan.FromSeconds(5));

        Assert.Equal(["08:01#1 done"], bench.Runs());
    }

    [Fact]
    public void Suspended_MissedOnesFollowThePolicyAndTheNextIsOnTime()
    {
        using var bench = new CronBench(EveryMinute);
        bench.Gateway.Pass(s_minute);

        bench.Gateway.Clock.Sleep(TimeSpan.FromMinutes(30));
        bench.Gateway.Pass(TimeSpan.FromMinutes(4));

        Assert.Equal(30, bench.Count("missed"));
        Assert.Equal(["08:01#1 done", "08:02#1 missed"], bench.Runs().Take(2));
        Assert.Equal(["08:33#1 done", "08:34#1 done", "08:35#1 done"], bench.Runs().TakeLast(3));
    }

    [Fact]
    public void Clock_AYearAheadForAMinute_CostsNothing()
    {
        using var bench = new CronBench(EveryMinute + "missed = \"all\"\n");
        bench.Gateway.Pass(s_minute);

        bench.Gateway.Clock.Jump(TimeSpan.FromDays(365));
        bench.Gateway.Pass(s_minute);
        bench.Gateway.Clock.Jump(-TimeSpan.FromDays(365));
        bench.Gateway.Pass(s_minute * 3);

        Assert.Equal(["08:01#1 done", "08:02#1 done", "08:03#1 done", "08:04#1 done", "08:05#1 done"], bench.Runs());
    }

    [Fact]
    public void Clock_BackADay_RunsNothingTwiceAndGoesOn()
    {
        using var bench = new CronBench("schedule = \"0 * * * *\"\nprompt = \"look\"\n");
        bench.Gateway.Pass(TimeSpan.FromHours(3), s_minute);
        Assert.Equal(3, bench.Turns);

        bench.Gateway.Clock.Jump(-TimeSpan.FromHours(2.5));
        bench.Gateway.Pass(TimeSpan.FromHours(4), s_minute);

        Assert.Equal(["09:00#1 done", "10:00#1 done", "11:00#1 done", "12:00#1 done"], bench.Runs());
        Assert.Equal(4, bench.Turns);
    }

    [Fact]
    public void Clock_BackADayAndRestarted_RunsNothingTwice()
    {
        using var bench = new CronBench("schedule = \"0 * * * *\"\nprompt = \"look\"\nmissed = \"all\"\n");
        bench.Gateway.Pass(TimeSpan.FromHours(3), s_minute);

        bench.Gateway.Clock.Jump(-TimeSpan.FromHours(2.5));
        bench.Away(TimeSpan.FromHours(1));
        bench.Gateway.Pass(TimeSpan.FromHours(3), s_minute);

        Assert.Equal(["09:00#1 done", "10:00#1 done", "11:00#1 done", "12:00#1 done"], bench.Runs());
        Assert.Equal(4, bench.Turns);
    }

    [Fact]
    public void Overlap_Skip_LeavesOutTheNextAndSaysWhy()
    {
        using var bench = new CronBench(EveryMinute + "timeout = \"90s\"\n", answers: false);
        bench.Gateway["big"].NeverAnswers();

        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Wait<GatewayEvent.ModelAsked>(_ => true);
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Until(() => bench.Job.Settled.Minute == 2);

        Assert.Equal(["08:01#1 running", "08:02#1 skipped"], bench.Runs());
        Assert.Contains("is not finished", bench.Note("skipped"));
    }

    [Fact]
    public void Overlap_Queue_StartsTheNextWhenTheOneBeforeHasEnded()
    {
        using var bench = new CronBench(EveryMinute + "timeout = \"90s\"\noverlap = \"queue\"\n", answers: false);
        bench.Gateway["big"].NeverAnswers().Answers("done");

        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Wait<GatewayEvent.ModelAsked>(_ => true);
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Until(() => bench.Job.Waiting.Count == 1);
        Assert.Equal(["08:01#1 running", "08:02#1 waiting"], bench.Runs());
        bench.Gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        bench.Gateway.Settle();

        // The first failed, so the second falls into the pause that follows a failure.
        Assert.Equal(["08:01#1 failed", "08:02#1 skipped"], bench.Runs());
    }

    [Fact]
    public void Timeout_EndsTheTurnAndNamesTheSetting()
    {
        using var bench = new CronBench(EveryMinute + "timeout = \"20s\"\n", answers: false);
        bench.Gateway["big"].NeverAnswers();
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Wait<GatewayEvent.ModelAsked>(_ => true);

        bench.Gateway.Clock.Advance(TimeSpan.FromSeconds(20));
        bench.Gateway.Settle();

        Assert.Equal(["08:01#1 failed"], bench.Runs());
        Assert.Equal("Stopped after 20s (cron[job].timeout).", bench.Note("failed"));
    }

    [Fact]
    public void Jitter_IsTheSameForTheSameOccurrenceAndWithinItsBounds()
    {
        using var bench = new CronBench("every = \"1h\"\nprompt = \"look\"\njitter = \"10m\"\n");
        var due = bench.Job.Due!.Value;

        Assert.InRange(due, bench.Job.Next!.Value, bench.Job.Next.Value + TimeSpan.FromMinutes(10));
        bench.Away(TimeSpan.FromMinutes(1));
        Assert.Equal(due, bench.Job.Due);

        bench.Gateway.Pass(due - bench.Gateway.Clock.GetUtcNow() - TimeSpan.FromSeconds(1), s_minute);
        Assert.Empty(bench.Runs());
        bench.Gateway.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(["09:00#1 done"], bench.Runs());
    }

    [Fact]
    public void Daylight_FixedTimeThatIsSkipped_RunsWhenTheGapEnds()
    {
        using var bench = new CronBench("schedule = \"30 2 * * *\"\nprompt = \"look\"\ntimezone = \"Europe/Amsterdam\"\n");
        bench.Away(new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero) - bench.Gateway.Clock.GetUtcNow());
        bench.Gateway.Sql("delete from cron_runs");

        bench.Gateway.Pass(TimeSpan.FromHours(40), TimeSpan.FromMinutes(10));

        // 03:00 there on the 29th, the first instant after the gap; then 02:30 there on the 30th.
        Assert.Equal(["01:00#1 done", "00:30#1 done"], bench.Runs());
    }

    [Fact]
    public void RunNow_IsAnOccurrenceOfItsOwn()
    {
        using var bench = new CronBench("schedule = \"0 9 * * *\"\nprompt = \"look\"\n");

        var run = bench.Gateway.Run(() => bench.Gateway.Gateway.Cron.RunNowAsync("job"));
        bench.Gateway.EndOf(Assert.IsType<RunNow.Started>(run).Turn);
        bench.Gateway.Pass(TimeSpan.FromHours(1), s_minute);

        Assert.Equal(["08:00#1 done", "09:00#1 done"], bench.Runs());
        Assert.IsType<RunNow.NoSuchJob>(bench.Gateway.Run(() => bench.Gateway.Gateway.Cron.RunNowAsync("nojob")));
    }

    [Fact]
    public void RunNow_WhileItRuns_IsRefused()
    {
        using var bench = new CronBench(EveryMinute, answers: false);
        bench.Gateway["big"].NeverAnswers();
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Wait<GatewayEvent.ModelAsked>(_ => true);

        var refused = Assert.IsType<RunNow.Refused>(bench.Gateway.Run(() => bench.Gateway.Gateway.Cron.RunNowAsync("job")));

        Assert.StartsWith("job runs already", refused.Line);
    }

    [Fact]
    public void Vanished_JobWhoseTurnSleeps_IsDenied()
    {
        using var bench = new CronBench("schedule = \"* * * * *\"\ncommand = \"touch ran\"\n", TestGateway.DefaultConfig);
        bench.Gateway.Pass(s_minute);
        var asked = bench.Gateway.Wait<GatewayEvent.ApprovalAsked>(_ => true);
        bench.Gateway.Reload(TestGateway.DefaultConfig);

        // The first shows the call, which this conversation has not seen.
        bench.Gateway.Say($"/approve {asked.Approval}");
        bench.Gateway.Say($"/approve {asked.Approval}");
        bench.Gateway.EndOf(asked.Turn!.Value);
        bench.Gateway.Settle();

        Assert.False(File.Exists(bench.Path("ran")));
        Assert.Equal(["08:01#1 failed"], bench.Runs());
    }
}
