using OpenClaw.Exec;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Tests.Policy.Programs.Differential;

/// <summary>What a run over many lines found.</summary>
internal sealed record OptionCounts
{
    public int Lines { get; set; }
    public int Listed { get; set; }
    public int ListedUnderstood { get; set; }
    public int Opaque { get; set; }
    public int RanOrWrote { get; set; }
    public List<string> Unnamed { get; } = [];
}

/// <summary>
/// Runs lines of the programs with a table under dash and holds what ran and what was written against what the analysis named. A line that
/// the analysis calls opaque is named as unknown; how many of those there are is counted.
/// </summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal static class OptionDifferential
{
    private static readonly string[] s_programs =
    [
        "git",
        "tar",
        "find",
        "sed",
        "awk",
        "mawk",
        "gawk",
        "sort",
        "grep",
        "rsync",
        "ssh",
        "scp",
        "zip",
        "unzip",
        "less",
        "man",
        "xargs",
        "env",
        "make",
        "systemctl",
        "journalctl",
        "tee",
        "curl",
    ];

    public static IReadOnlyList<string> Missing { get; } = [.. s_programs.Where(p => CommandEnvironment.Find(p, "/") is null)];

    public static OptionCounts Run(int seed, int count, CancellationToken ct)
    {
        var counts = new OptionCounts();
        using var rig = new OptionRig();
        var found = s_programs.Except(Missing).ToArray();
        Parallel.For(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(2, Environment.ProcessorCount), CancellationToken = ct },
            i =>
            {
                var line = new OptionLineGenerator(seed + i, found).Next();
                var folder = rig.Make(i);
                try
                {
                    Try(counts, folder, line, seed + i);
                }
                finally
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        );
        return counts;
    }

    private static void Try(OptionCounts counts, string folder, DrawnLine line, int seed)
    {
        var text = line.Text.Replace("$ROOT", folder);
        var analysis = LineAnalyzer.Analyze(text, folder, [$"{folder}/bin", .. OptionRig.Path]);
        var opaque = analysis.Effects.Any(e => e is Effect.OpaqueLine);
        // Nothing is claimed of an opaque line, so there is nothing to hold it against.
        var seen = opaque ? new Seen([], []) : OptionRig.Run(folder, analysis.Runs);
        var unnamed = seen
            .Ran.Where(stub => !Names(analysis, stub))
            .Select(stub => $"ran {stub}")
            .Concat(seen.Changed.Where(path => !Writes(analysis, folder, path)).Select(path => $"wrote {path[folder.Length..]}"))
            .ToArray();
        lock (counts)
        {
            counts.Lines++;
            counts.Opaque += opaque ? 1 : 0;
            counts.Listed += line.Listed ? 1 : 0;
            counts.ListedUnderstood += line.Listed && !opaque ? 1 : 0;
            counts.RanOrWrote += seen.Ran.Count + seen.Changed.Count > 0 ? 1 : 0;
            if (unnamed.Length > 0)
            {
                counts.Unnamed.Add(
                    $"seed {seed}: {line.Text}\n  {string.Join(", ", unnamed.Distinct().Take(5))}\n  named: {string.Join(" ; ", analysis.Effects.Select(Explanation.Describe))}"
                );
            }
        }
    }

    private static bool Names(LineAnalysis analysis, string stub) =>
        analysis.Effects.OfType<Effect.Command>().Any(c => c.Words[0].Split('/')[^1] == stub) || IsMake(analysis);

    // What make runs and writes stands in its makefile, which is named as the script that decides.
    private static bool IsMake(LineAnalysis analysis) => analysis.Scripts.Any(s => s.EndsWith("akefile", StringComparison.Ordinal));

    // sed -i and zip write beside their file and rename that; one that is ended in the middle, for want of an end, leaves it there.
    private static bool IsRest(LineAnalysis analysis, string path) =>
        IsRestOf("sed", "sed", analysis, path) || IsRestOf("zip", "zi", analysis, path);

    private static bool IsRestOf(string program, string begin, LineAnalysis analysis, string path) =>
        Path.GetFileName(path) is var name
        && name.Length == begin.Length + 6
        && name.StartsWith(begin, StringComparison.Ordinal)
        && analysis.Effects.OfType<Effect.Command>().Any(c => c.Words[0].Split('/')[^1] == program)
        && analysis.Effects.OfType<Effect.Write>().Any(w => Path.GetDirectoryName(w.Path) == Path.GetDirectoryName(path));

    // What git keeps for itself is its own: the subcommand is the name for that.
    private static bool Writes(LineAnalysis analysis, string folder, string path) =>
        analysis.Effects.OfType<Effect.Write>().Any(w => PathPattern.IsBelow(path, w.Path))
        || IsMake(analysis)
        || IsRest(analysis, path)
        || (
            analysis.Effects.OfType<Effect.Command>().Any(c => c.Words[0].Split('/')[^1] == "git")
            && path[folder.Length..].Contains("/.git", StringComparison.Ordinal)
        );
}
