using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Makes a right trace wrong, in the way in which a gateway would be wrong.</summary>
internal static class TraceChanges
{
    /// <summary>The call that begins on a line, moved in front of the state's last sync before it. Gives the line it begins on then.</summary>
    public static (IReadOnlyList<string> Trace, int Begin) AheadOfTheSyncBefore(IReadOnlyList<string> trace, int begin)
    {
        var calls = TraceReader.Read(trace);
        var sync = SyncBefore(calls, begin, "state.db-wal");
        // One call, or two lines of it.
        var moved = calls.Single(call => call.Begin == begin);
        int[] own = moved.End == begin || moved.End >= trace.Count ? [begin] : [begin, moved.End];
        return ([.. trace.Take(sync.Begin), .. own.Select(line => trace[line]), .. trace.Skip(sync.Begin).Where((_, i) => !own.Contains(sync.Begin + i))], sync.Begin);
    }

    /// <summary>A trace in which that sync never happened; its lines stay as empty ones, so that all others keep their numbers.</summary>
    public static IReadOnlyList<string> WithoutTheSyncBefore(IReadOnlyList<string> trace, int begin, string file)
    {
        var sync = SyncBefore(TraceReader.Read(trace), begin, file);
        return [.. trace.Select((line, i) => i == sync.Begin || i == sync.End ? "" : line)];
    }

    private static TraceCall SyncBefore(IEnumerable<TraceCall> calls, int begin, string file) =>
        calls.Where(call => call.Name is "fsync" or "fdatasync" && call.Target.EndsWith(file) && call.Succeeded && call.End < begin).MaxBy(static call => call.End)!;
}
