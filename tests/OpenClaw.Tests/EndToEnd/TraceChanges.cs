using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Makes a right trace wrong, in the way in which a gateway would be wrong.</summary>
internal static class TraceChanges
{
    /// <summary>The call that begins on a line, moved in front of a sync.</summary>
    public static IReadOnlyList<string> AheadOf(TraceCall sync, IReadOnlyList<string> trace, int begin)
    {
        // One call, or two lines of it.
        var moved = TraceReader.Read(trace).Single(call => call.Begin == begin);
        int[] own = moved.End == begin || moved.End >= trace.Count ? [begin] : [begin, moved.End];
        return
        [
            .. trace.Take(sync.Begin),
            .. own.Select(line => trace[line]),
            .. trace.Skip(sync.Begin).Where((_, i) => !own.Contains(sync.Begin + i)),
        ];
    }

    /// <summary>A trace in which a sync and all that came after it until a line never happened; their lines stay as empty ones, so that all
    /// others keep their numbers.</summary>
    public static IReadOnlyList<string> WithoutSyncs(IReadOnlyList<string> trace, TraceCall from, int until)
    {
        var gone = TraceReader
            .Read(trace)
            .Where(call =>
                call.Name is "fsync" or "fdatasync" && call.Target == from.Target && call.Begin >= from.Begin && call.Begin < until
            )
            .SelectMany(static call => (int[])[call.Begin, call.End])
            .ToHashSet();
        return [.. trace.Select((line, i) => gone.Contains(i) ? "" : line)];
    }

    /// <summary>A trace in which that sync never happened; its lines stay as empty ones, so that all others keep their numbers.</summary>
    public static IReadOnlyList<string> WithoutTheSyncBefore(IReadOnlyList<string> trace, int begin, string file)
    {
        var sync = SyncBefore(TraceReader.Read(trace), begin, file);
        return [.. trace.Select((line, i) => i == sync.Begin || i == sync.End ? "" : line)];
    }

    private static TraceCall SyncBefore(IEnumerable<TraceCall> calls, int begin, string file) =>
        calls
            .Where(call => call.Name is "fsync" or "fdatasync" && call.Target.EndsWith(file) && call.Succeeded && call.End < begin)
            .MaxBy(static call => call.End)!;
}
