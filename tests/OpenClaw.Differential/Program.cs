using System.Diagnostics;
using OpenClaw.Tests.Policy.Programs.Differential;

// Draws command lines, runs them under dash in scratch folders, and looks whether something ran or was written that the analysis had not
// named.
string? Option(string name) => args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault();
if (
    !int.TryParse(Option("--count") ?? "20000", out var count)
    || !int.TryParse(Option("--seed") ?? "1", out var seed)
    || args.Any(arg => arg.StartsWith('-') && arg is not ("--count" or "--seed"))
)
{
    Console.Error.WriteLine("usage: differential [--count N] [--seed S]");
    return 64;
}

if (!OperatingSystem.IsLinux() || OptionRig.WhyNot is not null)
{
    Console.Error.WriteLine($"the differential test cannot run: {(OperatingSystem.IsLinux() ? OptionRig.WhyNot : "it needs Linux")}");
    return 1;
}

if (OptionDifferential.Missing.Count > 0)
{
    Console.WriteLine(
        $"{OptionDifferential.Missing.Count} programs are not installed and left out: {string.Join(' ', OptionDifferential.Missing)}"
    );
}
var started = Stopwatch.GetTimestamp();
var counts = OptionDifferential.Run(seed, count, CancellationToken.None);
foreach (var unnamed in counts.Unnamed)
{
    Console.WriteLine(unnamed);
}
var understood = counts.ListedUnderstood >= counts.Listed * 0.6;
Console.WriteLine(
    $"seed {seed}: {counts.Lines} lines, {counts.Unnamed.Count} ran or wrote what was not named; {counts.RanOrWrote} ran or wrote something, {counts.Opaque} were opaque; "
        + $"of {counts.Listed} with listed options {counts.ListedUnderstood} were understood; {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s"
);
return counts.Unnamed.Count == 0 && understood ? 0 : 1;
