using System.Diagnostics;
using OpenClaw.Tests.EndToEnd.Crash;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A sample of what <c>build.sh crash</c> does at every point.</summary>
public sealed class KilledTests
{
    private const int Points = 12;
    private const int Twice = 3;
    private const int Seed = 20261124;

    private readonly CrashTest _test = new(NativeExecutable.Path, TextWriter.Null);

    public KilledTests()
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
        Assert.True(
            results.All(static result => result.Held),
            string.Join('\n', results.Where(static result => !result.Held).Select(CrashTest.Describe))
        );
        Assert.True(results.Sum(static result => result.Kills) >= Points / 2, "most points of the sample were not reached");
    }
}
