using OpenClaw.Tests.EndToEnd.Crash;

namespace OpenClaw.Tests.EndToEnd.Upgrade;

/// <summary>
/// Kills an upgrade at one of its calls, and with it all that runs, as a power cut does. Then whatever lies at the executable's place is
/// started as at a boot, and must be the old or the new version with all of the state; and a second run ends what was under way.
/// </summary>
/// <param name="goesBack">Whether the new version does not start, so that the upgrade goes back by itself.</param>
internal sealed class UpgradeKills(string executable, bool goesBack)
{
    /// <summary>Calls that change a file or a folder, or make such a change last.</summary>
    public static readonly string[] Calls = ["fsync", "rename", "link", "unlink", "chmod", "copy_file_range", "pwrite64"];

    /// <param name="most">How many points are tried, drawn by the seed.</param>
    public async Task<UpgradeKillsResult> RunAsync(int most, int seed)
    {
        var random = new Random(seed);
        var result = new UpgradeKillsResult();
        foreach (var point in (await PointsAsync()).OrderBy(_ => random.Next()).Take(most))
        {
            await using var machine = await UpgradeMachine.StartAsync(executable);
            BreakNew(machine);
            var killed = await machine.TracedAsync(Strace.Kill(machine.File("trace"), point), "upgrade", machine.Package);
            result.Tried++;
            result.Reached += killed.ExitCode > 128 ? 1 : 0;
            try
            {
                result.Versions.Add(await ComeUpAsync(machine));
            }
            catch (Exception e)
            {
                result.Broken.Add($"{point}: {e.Message}\n{killed}");
            }
        }

        return result;
    }

    private async Task<string> ComeUpAsync(UpgradeMachine machine)
    {
        await machine.PowerOffAsync();
        await machine.ServiceAsync("restart");
        // One that does not start is taken back by the second run, and by nothing before it.
        var version = goesBack ? "" : await machine.AnswersAsync(withWhatWasSaid: true);
        var resumed = await machine.RunAsync("upgrade");
        Assert.True(resumed.ExitCode == 0 || goesBack, resumed.ToString());
        if (version.Length == 0 || resumed.ExitCode == 0)
        {
            var after = await machine.AnswersAsync(withWhatWasSaid: true);
            version = version.Length == 0 ? after : version;
        }
        Assert.DoesNotContain(machine.Beside, static name => name is not ("openclaw" or ".openclaw.previous"));
        return version;
    }

    private void BreakNew(UpgradeMachine machine)
    {
        if (goesBack)
        {
            machine.Break(UpgradeMachine.New);
        }
    }

    private async Task<KillPoint[]> PointsAsync()
    {
        await using var machine = await UpgradeMachine.StartAsync(executable);
        BreakNew(machine);
        var trace = machine.File("trace");
        await machine.TracedAsync(Strace.Watch(trace, Calls), "upgrade", machine.Package);
        // strace counts the calls of each thread apart.
        return
        [
            .. File.ReadLines(trace)
                .SelectMany(static line =>
                    Calls.Where(call => line.Contains($" {call}(")).Select(call => (Thread: line.Split(' ')[0], Call: call))
                )
                .GroupBy(static made => made)
                .GroupBy(static made => made.Key.Call, static made => made.Count())
                .SelectMany(static call =>
                    Enumerable
                        .Range(1, call.Max())
                        .SelectMany(n => new[] { KillSide.Before, KillSide.After }.Select(side => new KillPoint(call.Key, n, side)))
                ),
        ];
    }
}

/// <summary>What became of the machines.</summary>
internal sealed class UpgradeKillsResult
{
    public int Tried { get; set; }

    /// <summary>How many were killed: a point that is not reached is a run to its end.</summary>
    public int Reached { get; set; }

    public HashSet<string> Versions { get; } = [];

    public List<string> Broken { get; } = [];
}
