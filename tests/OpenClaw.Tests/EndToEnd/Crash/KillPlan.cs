namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>All points there are to be killed at, counted in a run that nobody disturbs.</summary>
internal sealed class KillPlan
{
    /// <summary>Calls that change a file or leave the process. SQLite and .NET use those that the plain run shows; an architecture lacks
    /// some.</summary>
    public static readonly string[] Calls =
    [
        "write",
        "writev",
        "pwrite64",
        "pwritev",
        "fsync",
        "fdatasync",
        "rename",
        "renameat",
        "renameat2",
        "sendto",
        "sendmsg",
        "ftruncate",
        "unlink",
        "unlinkat",
    ];

    private KillPlan(IReadOnlyList<KillPoint> points) => Points = points;

    public IReadOnlyList<KillPoint> Points { get; }

    /// <summary>From a trace: as many points as the busiest thread made calls, for each call, on both sides of it.</summary>
    public static KillPlan Of(IEnumerable<string> trace)
    {
        var counts = new Dictionary<(string Thread, string Call), int>();
        foreach (var line in trace)
        {
            if (CallOf(line) is { } made)
            {
                counts[made] = counts.GetValueOrDefault(made) + 1;
            }
        }

        return new KillPlan([
            .. counts
                .GroupBy(static pair => pair.Key.Call, static pair => pair.Value)
                .OrderBy(static call => Array.IndexOf(Calls, call.Key))
                .SelectMany(static call =>
                    Enumerable.Range(1, call.Max()).SelectMany(n => Sides(call.Key).Select(side => new KillPoint(call.Key, n, side)))
                ),
        ]);
    }

    public KillPlan Only(string call) => new([.. Points.Where(point => point.Call == call)]);

    /// <summary>So many points spread over all of them, each call in it, the same ones for the same seed.</summary>
    public IReadOnlyList<KillPoint> Sample(int count, int seed)
    {
        var random = new Random(seed);
        var byCall = Points.GroupBy(static point => point.Call).ToList();
        var chosen = new HashSet<KillPoint>();
        while (chosen.Count < Math.Min(count, Points.Count))
        {
            // Call by call, in turn: by number alone nearly all would be page writes.
            var points = byCall[chosen.Count % byCall.Count].Where(point => !chosen.Contains(point)).ToList();
            chosen.Add(points.Count > 0 ? points[random.Next(points.Count)] : Points.First(point => !chosen.Contains(point)));
        }

        return [.. chosen];
    }

    // The disk after one page of many is the disk before the next.
    private static KillSide[] Sides(string call) => call == "pwrite64" ? [KillSide.Before] : [KillSide.Before, KillSide.After];

    private static (string Thread, string Call)? CallOf(string line)
    {
        var space = line.IndexOf(' ');
        var bracket = line.IndexOf('(');
        if (space < 0 || bracket < space)
        {
            return null;
        }
        // "<... write resumed>" has its bracket elsewhere, and was counted when it began.
        var call = line[space..bracket].Trim();
        return Array.IndexOf(Calls, call) >= 0 ? (line[..space], call) : null;
    }
}
