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

    // One trace for all that read it, and read once as it is.
    private static readonly Lazy<Task<WatchedRun>> s_watched = new(() => WatchedRun.RunAsync(NativeExecutable.Path, static file => Strace.Watch(file, OrderCheck.Calls, bytes: true)));

    private static readonly Lazy<Task<OrderResult>> s_order = new(static async () => OrderCheck.Run(await s_watched.Value));

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

    /// <param name="syncs">How many syncs there are at most between the rows and the effect: a message is taken before its turn begins and ends, and a job is started and waited for.</param>
    [Theory]
    [InlineData("model request", 1)]
    [InlineData("launcher", 1)]
    [InlineData("command", 1)]
    [InlineData("file written", 1)]
    [InlineData("reply given", 1)]
    [InlineData("approval asked", 1)]
    [InlineData("approval decided", 2)]
    [InlineData("message taken", 3)]
    [InlineData("job started", 12)]
    [InlineData("send", 1)]
    [InlineData("acknowledgement", 3)]
    [InlineData("webhook answered", 1)]
    public async Task Order_EffectMovedAheadOfItsSync_IsFound(string kind, int syncs)
    {
        var run = await s_watched.Value;
        var moved = (await s_order.Value).Effects.First(effect => effect.Kind == kind);

        var trace = run.Trace;
        var begin = moved.Begin;
        for (var i = 0; i < syncs; i++) (trace, begin) = TraceChanges.AheadOfTheSyncBefore(trace, begin);
        var result = OrderCheck.Run(run with { Trace = trace });

        Assert.Contains(result.Ahead, effect => effect.Kind == kind && effect.What == moved.What);
    }

    [Fact]
    public async Task Order_SyncTakenAway_IsFound()
    {
        var run = await s_watched.Value;
        var request = (await s_order.Value).Effects.First(static effect => effect.Kind == "model request");

        var result = OrderCheck.Run(run with { Trace = TraceChanges.WithoutTheSyncBefore(run.Trace, request.Begin, "state.db-wal") });

        Assert.Contains(result.Ahead, effect => effect.What == request.What);
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
