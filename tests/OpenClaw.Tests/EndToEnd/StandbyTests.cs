using System.Diagnostics;
using OpenClaw.Tests.EndToEnd.Crash;
using OpenClaw.Tests.EndToEnd.Crash.Standby;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A sample of what <c>build.sh crash --standby</c> does.</summary>
public sealed class StandbyTests
{
    private const int Points = 4;
    private const int Seed = 20261130;

    [Fact]
    public async Task FirstMachineKilledWithItsDiskGone_SecondTakesOverAndDoesNothingTwice()
    {
        NativeExecutable.Require();
        Assert.SkipWhen(Strace.WhyNot is not null, Strace.WhyNot ?? "");
        Assert.SkipWhen(Litestream.WhyNot is not null, Litestream.WhyNot ?? "");
        var started = Stopwatch.GetTimestamp();
        var results = new List<StandbyResult>();
        foreach (var point in (await StandbyRun.PlanAsync(NativeExecutable.Path)).Sample(Points, Seed))
        {
            results.Add(await StandbyRun.TryAsync(NativeExecutable.Path, point));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(StandbyResult.Summary(results, Stopwatch.GetElapsedTime(started)));
        Assert.True(results.All(static result => result.Held), string.Join('\n', results.Where(static result => !result.Held)));
        Assert.Contains(results, static result => result.IsReached);
    }
}
