using OpenClaw.Scheduling;

namespace OpenClaw.Tests.Scheduling;

/// <summary>A machine without a battery for its clock boots in 1970, or at the last time it saved: what is meant for a time of day waits until
/// the clock is set, and says so.</summary>
public sealed class WrongClockTests : IDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly CronBench _bench = new("schedule = \"* * * * *\"\nprompt = \"go\"\nmissed = \"skip\"\n");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Boot_In1970_JobsWaitUntilTheClockIsSet()
    {
        _bench.Gateway.Pass(s_minute);
        Assert.Equal(1, _bench.Turns);

        Boot(DateTimeOffset.UnixEpoch);
        _bench.Gateway.Pass(s_minute * 10);
        Assert.Equal(1, _bench.Turns);
        Assert.True(IsWaiting());

        // Two hours were spent off, and ten minutes in 1970.
        _bench.Gateway.Clock.Jump(new DateTimeOffset(2026, 1, 5, 10, 15, 0, TimeSpan.Zero) - _bench.Gateway.Clock.GetUtcNow());
        _bench.Gateway.Pass(s_minute * 6);

        Assert.False(IsWaiting());
        Assert.InRange(_bench.Turns, 2, 7);
        Assert.Contains("10:20#1 done", _bench.Runs());
        Assert.Single(_bench.Runs(), static run => run == "08:01#1 done");
    }

    [Fact]
    public void Boot_In1970_OfAStateThatIsNew_WaitsToo_AlsoWhereTheMachineCallsItSynchronised()
    {
        _bench.Gateway.Kill();
        using var bench = new CronBench("schedule = \"* * * * *\"\nprompt = \"go\"\n");
        bench.Gateway.Kill();
        bench.Gateway.Clock.Reboot(TimeSpan.FromHours(1), DateTimeOffset.UnixEpoch);
        bench.Gateway.IsSynchronised = true;
        bench.Gateway.Start();

        bench.Gateway.Pass(s_minute * 5);

        Assert.Equal(0, bench.Turns);
        Assert.IsType<RunNow.Started>(bench.Gateway.Run(() => bench.Gateway.Gateway.Cron.RunNowAsync("job")));
        _bench.Gateway.Start();
    }

    [Fact]
    public void Boot_BeforeTheNewestRow_WaitsUntilThatTimeHasPassed()
    {
        _bench.Gateway.Pass(s_minute * 20, s_minute);
        Assert.Equal(20, _bench.Turns);

        // The clock goes on from the last time that was saved, ten minutes before the machine went off.
        Boot(new DateTimeOffset(2026, 1, 5, 8, 10, 0, TimeSpan.Zero));
        _bench.Gateway.Pass(s_minute * 9, s_minute);
        Assert.True(IsWaiting());
        Assert.Equal(20, _bench.Turns);
        _bench.Gateway.Pass(s_minute * 4, s_minute);

        Assert.False(IsWaiting());
        Assert.Contains("08:22#1 done", _bench.Runs());
        Assert.Equal(_bench.Runs().Count, _bench.Runs().Distinct().Count());
    }

    [Fact]
    public void Boot_BeforeTheNewestRow_OfAClockThatIsSynchronised_IsBelieved()
    {
        _bench.Gateway.Pass(s_minute * 20, s_minute);
        Boot(new DateTimeOffset(2026, 1, 5, 8, 10, 30, TimeSpan.Zero));
        Assert.True(IsWaiting());

        _bench.Gateway.IsSynchronised = true;
        _bench.Gateway.Pass(s_minute * 2);

        Assert.False(IsWaiting());
    }

    [Fact]
    public void Restart_WithinOneBoot_DoesNotWaitForAClockThatWasSetBack()
    {
        _bench.Gateway.Pass(s_minute * 5, s_minute);
        _bench.Gateway.Kill();
        _bench.Gateway.Clock.Jump(-TimeSpan.FromHours(2));
        _bench.Gateway.Start();

        Assert.False(IsWaiting());
    }

    private void Boot(DateTimeOffset showing)
    {
        _bench.Gateway.Kill();
        _bench.Gateway.Clock.Reboot(TimeSpan.FromHours(2), showing);
        _bench.Gateway.Start();
        _bench.Gateway.Settle();
    }

    private bool IsWaiting() => _bench.Gateway.Control("status").Contains("\"waiting\":true", StringComparison.Ordinal);
}
