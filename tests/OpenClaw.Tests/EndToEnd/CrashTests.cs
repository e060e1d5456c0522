using System.Diagnostics;
using OpenClaw.Tests.EndToEnd.Crash;
using OpenClaw.Tests.EndToEnd.Crash.Faults;
using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A sample of what <c>build.sh crash</c> does at every point, the order of effects and syncs, and the proof that its reader would see a wrong one.</summary>
public sealed class CrashTests
{
    private const int Points = 12;
    private const int Twice = 3;
    private const int Seed = 20261124;

    // A job is started and waited for, the longest way there is from rows to an effect: a dozen syncs where nothing else goes on.
    private const int Nearby = 40;

    // One trace for all that read it, and read once as it is.
    private static readonly Lazy<Task<WatchedRun>> s_watched = new(() => WatchedRun.RunAsync(NativeExecutable.Path, static file => Strace.Watch(file, OrderCheck.Calls, bytes: true)));

    private static readonly Lazy<Task<OrderResult>> s_order = new(static async () => OrderCheck.Run(await s_watched.Value));

    private static readonly Lazy<Task<IReadOnlyList<Announced>>> s_announced = new(static async () => Announced.Read(await s_watched.Value, (await s_order.Value).Effects));

    private readonly CrashTest _test = new(NativeExecutable.Path, TextWriter.Null);

    public CrashTests()
    {
        NativeExecutable.Require();
        Assert.SkipWhen(Strace.WhyNot is not null, Strace.WhyNot ?? "");
    }

    [Fact]
    public async Task Killed_AtASampleOfPoints_LosesNothingAndDoesNothingTwice()
    {
        var started = Stopwatch.GetTimestamp();
        var plan = await _test.PlanAsync();
        var points = plan.Sample(Points, Seed);
        RunResult[] results =
        [
            .. await _test.TryAsync([.. points.Skip(Twice)], twice: false, TestContext.Current.CancellationToken),
            .. await _test.TryAsync([.. points.Take(Twice)], twice: true, TestContext.Current.CancellationToken),
        ];

        TestContext.Current.TestOutputHelper!.WriteLine(CrashTest.Summary(results, Stopwatch.GetElapsedTime(started)));
        Assert.True(results.All(static result => result.Held), string.Join('\n', results.Where(static result => !result.Held).Select(CrashTest.Describe)));
        Assert.True(results.Sum(static result => result.Kills) >= Points / 2, "most points of the sample were not reached");
    }

    [Fact]
    public async Task Effects_OfTheWholeScenario_ComeAfterTheSyncOfTheirRows()
    {
        var result = await s_order.Value;

        Assert.True(result.Held, result.ToString());
        // A reader that saw nothing would let everything pass.
        Assert.All(s_kinds, kind => Assert.Contains(result.Effects, effect => effect.Kind == kind));
    }

    private static readonly string[] s_kinds =
        ["model request", "launcher", "command", "file written", "file named", "message taken", "reply given", "approval asked", "approval decided",
        "job started", "send", "acknowledgement", "webhook answered"];

    [Theory]
    [InlineData("model request")]
    [InlineData("launcher")]
    [InlineData("command")]
    [InlineData("file written")]
    [InlineData("reply given")]
    [InlineData("approval asked")]
    [InlineData("approval decided")]
    [InlineData("message taken")]
    [InlineData("job started")]
    [InlineData("send")]
    [InlineData("acknowledgement")]
    [InlineData("webhook answered")]
    public async Task Order_EffectMovedAheadOfItsSync_IsFound(string kind)
    {
        var run = await s_watched.Value;
        var moved = await ClosestAsync(kind);

        var result = OrderCheck.Run(run with { Trace = TraceChanges.AheadOf(moved.Sync, run.Trace, moved.Effect.Begin) });

        Assert.Contains(result.Ahead, effect => effect.Kind == kind && effect.What == moved.Effect.What);
    }

    [Fact]
    public async Task Order_SyncTakenAway_IsFound()
    {
        var run = await s_watched.Value;
        var request = await ClosestAsync("model request");

        var result = OrderCheck.Run(run with { Trace = TraceChanges.WithoutSyncs(run.Trace, request.Sync, request.Effect.Begin) });

        Assert.Contains(result.Ahead, effect => effect.What == request.Effect.What);
    }

    /// <summary>
    /// The effect of a kind that follows the sync of its rows most closely. The check must see that sync for what it is: one that took older rows for the effect's own
    /// would find them announced long before.
    /// </summary>
    private static async Task<Announced> ClosestAsync(string kind)
    {
        var closest = (await s_announced.Value).Where(announced => announced.Effect.Kind == kind).MinBy(static announced => announced.Between)!;
        Assert.InRange(closest.Between, 0, Nearby);
        return closest;
    }

    [Fact]
    public async Task Order_FileNamedBeforeItIsSynced_IsFound()
    {
        var run = await s_watched.Value;
        var named = (await s_order.Value).Effects.First(static effect => effect.Kind == "file named");

        var result = OrderCheck.Run(run with { Trace = TraceChanges.WithoutTheSyncBefore(run.Trace, named.Begin, ".new") });

        Assert.Contains(result.Ahead, effect => effect.What == named.What);
    }

    [Fact]
    public async Task Syncs_ThatFailAndLoseWhatTheyHeld_CostNothingThatWasPromised()
    {
        var run = await _test.WatchLostSyncsAsync();

        var result = OrderCheck.Run(run);

        Assert.True(result.Held, result.ToString());
        Assert.Contains(TraceReader.Read(run.Trace), static call => call is { Name: "fdatasync", Result: -1 });
    }

    public static TheoryData<string> Faults => [.. CrashTest.Faults.Select(static fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Disk_RefusesInTheMiddleOfATurn_IsSaidAndCostsNothing(string name)
    {
        // strace attaches to a process that marks itself undumpable.
        Assert.SkipUnless(Environment.UserName == "root", "only root may attach to the gateway");
        var (_, fault, killed) = CrashTest.Faults.Single(fault => fault.Name == name);

        var result = await _test.RefuseAsync(fault, killed);

        Assert.True(result.Held, CrashTest.Describe(result));
    }
}
