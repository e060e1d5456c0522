using OpenClaw.Tests.EndToEnd.Crash;
using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Disks that fail their syncs, or refuse in the middle of a turn.</summary>
public sealed class DiskFaultTests
{
    private readonly CrashTest _test = new(NativeExecutable.Path, TextWriter.Null);

    public DiskFaultTests()
    {
        NativeExecutable.Require();
        Assert.SkipWhen(Strace.WhyNot is not null, Strace.WhyNot ?? "");
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
