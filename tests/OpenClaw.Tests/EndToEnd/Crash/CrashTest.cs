using System.Collections.Concurrent;
using System.Diagnostics;
using OpenClaw.Tests.EndToEnd.Crash.Faults;
using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>The whole test: counts the points, tries them, and says what it found.</summary>
internal sealed class CrashTest(string executable, TextWriter output)
{
    /// <summary>At a time: they are mostly waiting, and two keep two cores busy.</summary>
    public int Jobs { get; init; } = 2;

    public async Task<KillPlan> PlanAsync()
    {
        var undisturbed = await WatchedRun.RunAsync(executable, static file => Strace.Watch(file, KillPlan.Calls));
        if (!undisturbed.Result.Held)
        {
            throw new InvalidOperationException($"the run that nobody disturbs fails already:\n{Describe(undisturbed.Result)}");
        }
        return KillPlan.Of(undisturbed.Trace);
    }

    /// <summary>Reads an undisturbed run for effects that came before the rows that announce them were synced.</summary>
    public async Task<OrderResult> OrderAsync() =>
        OrderCheck.Run(await WatchedRun.RunAsync(executable, static file => Strace.Watch(file, OrderCheck.Calls, bytes: true)));

    /// <summary>A run on a disk that fails some syncs, to be read as one that loses what they should have written.</summary>
    public Task<WatchedRun> WatchLostSyncsAsync() =>
        WatchedRun.RunAsync(executable, static file => Strace.RefuseOnce(file, OrderCheck.Calls, DiskFault.Broken, 20, 22), patient: true);

    /// <summary>Disks that refuse in the middle of a turn.</summary>
    public static IReadOnlyList<(string Name, DiskFault Fault, bool Killed)> Faults { get; } =
    [
        ("a full disk that has space again", DiskFault.Full, false),
        ("a full disk, and a kill", DiskFault.Full, true),
        ("a disk that fails its syncs and is well again", DiskFault.Broken, false),
        ("a disk that fails its syncs, and a kill", DiskFault.Broken, true),
    ];

    public Task<RunResult> RefuseAsync(DiskFault fault, bool killed) => FaultRun.RunAsync(executable, fault, killed);

    /// <summary>Tries each point. What breaks a promise is printed as it comes.</summary>
    /// <param name="twice">Whether the life after the kill is killed too, at one of its first syncs: what a start does about the last life
    /// must be safe to be cut short itself.</param>
    public async Task<IReadOnlyList<RunResult>> TryAsync(IReadOnlyList<KillPoint> points, bool twice, CancellationToken ct)
    {
        var results = new ConcurrentBag<RunResult>();
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            points,
            new ParallelOptions { MaxDegreeOfParallelism = Jobs, CancellationToken = ct },
            async (point, _) =>
            {
                var result = await KillRun.RunAsync(executable, twice ? [point, InTheNextLife(point)] : [point]);
                results.Add(result);
                if (!result.Held)
                {
                    await output.WriteLineAsync(Describe(result));
                }
                else if (results.Count % 50 == 0)
                {
                    await output.WriteLineAsync(
                        $"{results.Count} of {points.Count} points, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"
                    );
                }
            }
        );
        return [.. results];
    }

    public static string Describe(RunResult result) =>
        $"BROKEN {string.Join(", then ", result.Points)} ({result.Kills} reached), kept in {result.Folder}:\n  {string.Join("\n  ", result.Findings.Violations)}";

    /// <summary>The summary that `build.sh crash` ends with.</summary>
    public static string Summary(IReadOnlyList<RunResult> results, TimeSpan took)
    {
        int Broken(string word) => results.Sum(r => r.Findings.Violations.Count(v => v.StartsWith(word)));
        var calls = results
            .SelectMany(static r => r.Points.Take(r.Kills))
            .GroupBy(static point => point.Call)
            .Select(static g => $"{g.Key} {g.Count()}");
        var unknown = results
            .SelectMany(static r => r.Findings.Unknown)
            .GroupBy(static name => name)
            .OrderBy(static g => g.Key)
            .Select(static g => $"{g.Key} {g.Count()}")
            .ToList();
        var (lost, twice) = (Broken("lost:"), Broken("double:"));
        return $"""
            kill points tried: {results.Sum(static r => r.Kills)} ({string.Join(", ", calls)}); not reached: {results.Sum(static r =>
                r.Points.Count - r.Kills
            )}
            lost: {lost}   double: {twice}   other promises broken: {results.Sum(static r => r.Findings.Violations.Count) - lost - twice}
            listed as unknown, by step: {(unknown.Count == 0 ? "none" : string.Join(", ", unknown))}
            time: {took.TotalSeconds:0} s
            """;
    }

    private static KillPoint InTheNextLife(KillPoint point) =>
        new("fdatasync", 1 + (point.Number % 4), point.Number % 2 == 0 ? KillSide.Before : KillSide.After);
}
