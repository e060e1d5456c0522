using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Schedules;
using OpenClaw.Messages;
using OpenClaw.Scheduling;

namespace OpenClaw.Tests.Scheduling;

public class MissedPlanTests
{
    private static readonly DateTimeOffset s_first = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Make_AwaitedAndLittleLate_IsOnTime()
    {
        var plan = Make(MissedMode.Once, "1m", s_first + TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(20));

        Assert.Equal(s_first + TimeSpan.FromMinutes(5), plan.OnTime);
        // The one that runs stands for those before it.
        Assert.Empty(plan.Runs);
        Assert.Equal(5, plan.Left.Count);
    }

    [Fact]
    public void Make_NotAwaited_NothingIsOnTime()
    {
        var plan = Make(MissedMode.Once, "1m", s_first + TimeSpan.FromMinutes(5), isAwaited: false);

        Assert.Null(plan.OnTime);
        Assert.Equal([s_first + TimeSpan.FromMinutes(5)], plan.Runs);
        Assert.Equal(5, plan.Left.Count);
    }

    [Fact]
    public void Make_All_RunsTheNewestHundredOldestFirst()
    {
        var plan = Make(MissedMode.All, "1m", s_first + TimeSpan.FromMinutes(149), isAwaited: false);

        Assert.Equal((100, 50), (plan.Runs.Count, plan.Left.Count));
        Assert.Equal(s_first + TimeSpan.FromMinutes(50), plan.Runs[0]);
        Assert.Equal(s_first + TimeSpan.FromMinutes(149), plan.Runs[^1]);
    }

    [Fact]
    public void Make_AYearOfSeconds_EndsSoonAndIsTold()
    {
        var plan = Make(MissedMode.Skip, "1s", s_first + TimeSpan.FromDays(365), isAwaited: false);

        Assert.Equal(MissedPlan.MostRows, plan.Left.Count);
        Assert.Equal(s_first + TimeSpan.FromDays(365), plan.Left[^1]);
        Assert.Equal(plan.Left[0] - TimeSpan.FromSeconds(1), plan.Older);
        Assert.StartsWith("stands for 100000 or more since 2026-01-05 08:00:00 +00:00", plan.OlderNote);
    }

    [Fact]
    public void Make_OccurrencesThatRanBefore_AreNoneOfIt()
    {
        var plan = Make(MissedMode.All, "1m", s_first + TimeSpan.FromMinutes(3), isAwaited: false, at => at.Minute is 0 or 2);

        Assert.Equal([s_first + TimeSpan.FromMinutes(1), s_first + TimeSpan.FromMinutes(3)], plan.Runs);
    }

    private static MissedPlan Make(
        MissedMode missed,
        string every,
        DateTimeOffset now,
        bool isAwaited = true,
        Func<DateTimeOffset, bool>? isTaken = null
    ) => MissedPlan.Make(Job(missed, every), s_first, now, isAwaited, isTaken ?? (static _ => false));

    private static CronJobConfig Job(MissedMode missed, string every) =>
        new()
        {
            Name = "job",
            Schedule = new Schedule.Every(every == "1s" ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1)),
            TimeZone = TimeZoneInfo.Utc,
            Missed = missed,
            Policy = "guarded",
            Chain = "default",
            Span = SourceSpan.BuiltIn,
        };
}
