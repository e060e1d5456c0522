using OpenClaw.Tests.EndToEnd.Crash;

namespace OpenClaw.Tests.EndToEnd.Upgrade;

/// <summary>The power fails at a step of an upgrade, or of its going back.</summary>
public sealed class UpgradeKilledTests
{
    private const int Seed = 20261130;

    // OPENCLAW_UPGRADE_POINTS=1000 tries every one there is: hundreds of machines, some minutes.
    private static readonly int? s_asked = int.TryParse(Environment.GetEnvironmentVariable("OPENCLAW_UPGRADE_POINTS"), out var points)
        ? points
        : null;

    public UpgradeKilledTests()
    {
        NativeExecutable.Require();
        Assert.SkipWhen(Strace.WhyNot is not null, Strace.WhyNot ?? "");
    }

    [Fact]
    public async Task Swap_ComesAfterAllThatItNeedsIsOnTheDisk()
    {
        await using var machine = await UpgradeMachine.StartAsync(NativeExecutable.Path);
        var trace = machine.File("trace");
        await machine.TracedAsync([.. Strace.Watch(trace, UpgradeKills.Calls), "-y"], "upgrade", machine.Package);
        var lines = File.ReadAllLines(trace);
        int Last(string call, string file, int before) =>
            Array.FindLastIndex(lines, before, line => line.Contains($" {call}(") && line.Contains(file));

        var swap = Array.FindIndex(lines, static line => line.Contains(" rename(") && line.Contains(".openclaw.new"));
        var journal = Last("fsync", ".openclaw.upgrade>", swap);
        var kept = Last("link", ".openclaw.previous", journal);

        Assert.InRange(Last("fsync", ".openclaw.new>", kept), 0, kept);
        Assert.InRange(Array.FindIndex(lines, kept, static line => line.Contains(" fsync(") && line.Contains("/bin>")), kept, journal);
        // The name is lost with a folder that is not flushed.
        Assert.Contains("/bin>", lines[swap + 1]);
        Assert.Contains(" fsync(", lines[swap + 1]);
    }

    [Fact]
    public async Task Killed_AtASampleOfSteps_TheMachineComesUpWithOneOfTheTwo()
    {
        var result = await new UpgradeKills(NativeExecutable.Path, goesBack: false).RunAsync(s_asked ?? 14, Seed);

        TestContext.Current.TestOutputHelper!.WriteLine($"{result.Tried} points tried, {result.Reached} reached");
        Assert.True(result.Broken.Count == 0, string.Join('\n', result.Broken));
        // strace counts each thread apart, and an upgrade may go on in another thread each time.
        Assert.True(result.Reached >= result.Tried / 4, $"only {result.Reached} of {result.Tried} points were reached");
        // Steps before the swap and steps after it.
        Assert.Equal([UpgradeMachine.Old, UpgradeMachine.New], result.Versions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Killed_WhileItGoesBack_ASecondRunEndsWithTheOld()
    {
        var result = await new UpgradeKills(NativeExecutable.Path, goesBack: true).RunAsync(s_asked ?? 6, Seed);

        TestContext.Current.TestOutputHelper!.WriteLine($"{result.Tried} points tried, {result.Reached} reached");
        Assert.True(result.Broken.Count == 0, string.Join('\n', result.Broken));
        Assert.Equal([UpgradeMachine.Old], result.Versions);
    }
}
