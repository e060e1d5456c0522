using System.Diagnostics;
using OpenClaw.Tests.EndToEnd.Crash;

// Kills the native gateway at every point there is and looks whether what it promised still holds.
const string usage = "usage: OpenClaw.Crash EXECUTABLE [--sample N] [--seed N] [--syscall NAME] [--point \"before fdatasync 12\"] [--jobs N]";
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

if (args.Contains("--order"))
{
    var order = await new CrashTest(Path.GetFullPath(args[0]), Console.Out).OrderAsync();
    Console.WriteLine(order);
    return order.Ahead.Count == 0 ? 0 : 1;
}

var started = Stopwatch.GetTimestamp();
var test = new CrashTest(Path.GetFullPath(args[0]), Console.Out) { Jobs = Number("--jobs", 2) };
IReadOnlyList<KillPoint> points;
if (Option("--point") is { } only)
{
    points = [KillPoint.Parse(only)];
}
else
{
    var plan = await test.PlanAsync();
    if (Option("--syscall") is { } call) plan = plan.Only(call);
    points = Option("--sample") is { } sample ? plan.Sample(int.Parse(sample), Number("--seed", 1)) : plan.Points;
    Console.WriteLine($"{points.Count} of {plan.Points.Count} points: {string.Join(", ", points.GroupBy(point => point.Call).Select(group => $"{group.Key} {group.Count()}"))}");
}

var results = await test.TryAsync(points, CancellationToken.None);
Console.WriteLine(CrashTest.Summary(results, Stopwatch.GetElapsedTime(started)));
return results.All(result => result.Held) ? 0 : 1;
