using OpenClaw.Tests.EndToEnd.Crash;
using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The order of effects and syncs in a life that nobody disturbs, and the proof that its reader would see a wrong one.
/// <c>KilledTests</c> and <c>DiskFaultTests</c> disturb it.</summary>
public sealed class CrashTests
{
    // A job is started and waited for, the longest way there is from rows to an effect: a dozen syncs where nothing else goes on.
    private const int Nearby = 40;

    // One trace for all that read it, and read once as it is.
    private static readonly Lazy<Task<WatchedRun>> s_watched = new(() =>
        WatchedRun.RunAsync(NativeExecutable.Path, static file => Strace.Watch(file, OrderCheck.Calls, bytes: true))
    );

    private static readonly Lazy<Task<OrderResult>> s_order = new(static async () => OrderCheck.Run(await s_watched.Value));

    private static readonly Lazy<Task<IReadOnlyList<Announced>>> s_announced = new(static async () =>
        Announced.Read(await s_watched.Value, (await s_order.Value).Effects)
    );

    public CrashTests()
    {
        NativeExecutable.Require();
        Assert.SkipWhen(Strace.WhyNot is not null, Strace.WhyNot ?? "");
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
    [
        "model request",
        "launcher",
        "command",
        "file written",
        "file named",
        "message taken",
        "reply given",
        "approval asked",
        "approval decided",
        "job started",
        "send",
        "acknowledgement",
        "webhook answered",
    ];

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
    /// The effect of a kind that follows the sync of its rows most closely. The check must see that sync for what it is: one that took
    /// older rows for the effect's own would find them announced long before.
    /// </summary>
    private static async Task<Announced> ClosestAsync(string kind)
    {
        var all = (await s_announced.Value).Where(announced => announced.Effect.Kind == kind).ToArray();
        // A launcher goes by its number: moved past another one, it would change places with that one and be announced.
        var closest = all.OrderBy(announced =>
                all.Count(other => other.Effect.Begin > announced.Sync.Begin && other.Effect.Begin < announced.Effect.Begin)
            )
            .ThenBy(static announced => announced.Between)
            .First();
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
}
