using System.Collections.Concurrent;
using System.Diagnostics;
using OpenClaw.Tests.EndToEnd.Crash;
using OpenClaw.Tests.EndToEnd.Crash.Order;
using OpenClaw.Tests.EndToEnd.Crash.Standby;

// Kills the native gateway at every point there is and looks whether what it promised still holds.
const string usage =
    "usage: OpenClaw.Crash EXECUTABLE [--sample N] [--seed N] [--syscall NAME] [--point \"before fdatasync 12\"] [--jobs N] [--twice] [--standby]";
if (args.Length == 0 || !File.Exists(args[0]))
{
    Console.Error.WriteLine(usage);
    return 64;
}

string? Option(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
int Number(string name, int absent) => Option(name) is { } text ? int.Parse(text) : absent;

if (Strace.WhyNot is { } why)
{
    Console.Error.WriteLine($"the crash test cannot run: {why}");
    return 1;
}

var started = Stopwatch.GetTimestamp();
if (args.Contains("--standby"))
{
    return await StandbyAsync();
}
var test = new CrashTest(Path.GetFullPath(args[0]), Console.Out) { Jobs = Number("--jobs", 2) };
IReadOnlyList<KillPoint> points;
var failed = false;
if (Option("--point") is { } only)
{
    points = [KillPoint.Parse(only)];
}
else
{
    var plan = await test.PlanAsync();
    if (Option("--syscall") is { } call)
    {
        plan = plan.Only(call);
    }
    points = Option("--sample") is { } sample ? plan.Sample(int.Parse(sample), Number("--seed", 1)) : plan.Points;
    Console.WriteLine(
        $"{points.Count} of {plan.Points.Count} points: {string.Join(", ", points.GroupBy(point => point.Call).Select(group => $"{group.Key} {group.Count()}"))}"
    );
}

if (Option("--point") is null && Option("--syscall") is null && !await OthersAsync())
{
    failed = true;
}
var results = await test.TryAsync(points, args.Contains("--twice"), CancellationToken.None);
Console.WriteLine(CrashTest.Summary(results, Stopwatch.GetElapsedTime(started)));
return !failed && results.All(result => result.Held) ? 0 : 1;

// The first machine is killed with its disk gone, and the second takes over.
async Task<int> StandbyAsync()
{
    if (Litestream.WhyNot is { } absent)
    {
        Console.Error.WriteLine($"the standby cannot be tried: {absent}");
        return 1;
    }
    var executable = Path.GetFullPath(args[0]);
    var points = Option("--point") is { } only
        ? [KillPoint.Parse(only)]
        : (await StandbyRun.PlanAsync(executable)).Sample(Number("--sample", 200), Number("--seed", 1));
    var results = new ConcurrentBag<StandbyResult>();
    await Parallel.ForEachAsync(
        points,
        new ParallelOptions { MaxDegreeOfParallelism = Number("--jobs", 2) },
        async (point, _) =>
        {
            var result = await StandbyRun.TryAsync(executable, point);
            results.Add(result);
            if (!result.Held || results.Count % 20 == 0)
            {
                Console.WriteLine(result.Held ? $"{results.Count} of {points.Count} points" : $"{result}");
            }
        }
    );
    Console.WriteLine(StandbyResult.Summary([.. results], Stopwatch.GetElapsedTime(started)));
    return results.All(static result => result.Held) ? 0 : 1;
}

// What is no kill: the order of effects and syncs, and disks that refuse.
async Task<bool> OthersAsync()
{
    var (order, lost) = (await test.OrderAsync(), OrderCheck.Run(await test.WatchLostSyncsAsync()));
    Console.WriteLine($"order: {order}\norder, with syncs that fail and lose what they held: {lost}");
    var held = order.Held && lost.Held;
    foreach (var (name, fault, killed) in CrashTest.Faults)
    {
        var result = await test.RefuseAsync(fault, killed);
        Console.WriteLine(result.Held ? $"{name}: held, {result.Took.TotalSeconds:0} s" : $"{name}: {CrashTest.Describe(result)}");
        held &= result.Held;
    }

    return held;
}
