using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Hosting;

/// <summary>A gateway that lives for days, with time moved: what it holds and what it keeps does not grow with them, and a day of nothing
/// writes next to nothing.</summary>
[Collection(Alone.Name)]
public sealed class DaysOfLifeTests
{
    private const string KeepsADay = """


        [[sessions]]
        name = "all"
        policy = "guarded"
        reset = { daily = "04:00" }

        [retention]
        transcripts = "1d"
        messages = "1d"
        ids = "7d"
        turns = "1d"
        outbox = "1d"
        cron = "7d"
        audit = "7d"

        [[cron]]
        name = "job"
        every = "1h"
        prompt = "anything new?"
        """;

    private const int Hours = 24;

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [Fact]
    public void IdleDay_WritesNextToNothing()
    {
        using var gateway = new TestGateway();
        gateway.Pass(TimeSpan.FromMinutes(1));
        var before = (gateway.Gateway.Store.Commits.Transactions, State(gateway));

        gateway.Pass(TimeSpan.FromDays(1), TimeSpan.FromMinutes(1));

        Assert.InRange(gateway.Gateway.Store.Commits.Transactions - before.Transactions, 0, 3);
        Assert.InRange(State(gateway) - before.Item2, long.MinValue, 64 * 1024);
    }

    [Fact]
    public void DayAfterDay_LeavesFileAndMemoryAsTheyWere()
    {
        using var gateway = new TestGateway(TestGateway.DefaultConfig + KeepsADay);
        // Until the oldest of what is kept for a week goes.
        const int Before = 9;
        for (var i = 0; i < Before; i++)
        {
            LiveADay(gateway);
        }
        var (file, memory) = (State(gateway), Memory(gateway));

        LiveADay(gateway);

        Assert.Equal((Before + 1) * Hours, gateway.Rows("select max(id) from turns", static row => row.GetInt32(0))[0] / 2);
        Assert.InRange(State(gateway) - file, long.MinValue, 128 * 1024);
        Assert.InRange(Memory(gateway) - memory, long.MinValue, 1024 * 1024);
    }

    private static void LiveADay(TestGateway gateway)
    {
        for (var i = 0; i < Hours; i++)
        {
            gateway["big"].Answers("so it is").Answers("nothing new");
            gateway.Ask($"the {i}th word of this day", session: $"s{i % 4}");
            gateway.Pass(s_hour, s_hour);
        }
        // What the test itself has heard is no matter of the gateway's.
        gateway.Events.Clear();
        gateway["big"].Requests.Clear();
        Assert.True(gateway.Run(gateway.Gateway.Store.CheckpointAsync));
    }

    private static long State(TestGateway gateway) =>
        Directory.GetFiles(gateway.Folder.Path, "state.db*").Sum(static file => new FileInfo(file).Length);

    private static long Memory(TestGateway gateway)
    {
        gateway.Settle();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
