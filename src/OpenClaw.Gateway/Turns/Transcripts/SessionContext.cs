namespace OpenClaw.Turns.Transcripts;

/// <summary>What of a transcript the model is shown, or the end of it.</summary>
/// <param name="Start">The number that its first entry has, the summary apart.</param>
/// <param name="Summary">The number of the summary that stands for all before; 0 where there is none.</param>
/// <param name="After">The entries are those behind this number.</param>
/// <param name="Entries">In their order; a summary is the first, and there only when the whole context is.</param>
/// <param name="Summaries">Numbers behind <paramref name="After"/> that summaries have, this one's and those of before.</param>
internal sealed record SessionContext(long Start, long Summary, long After, List<PlacedEntry> Entries, HashSet<long> Summaries)
{
    /// <summary>The context of a conversation that begins anew at a place.</summary>
    public static SessionContext Beginning(long start) => new(start, 0, start - 1, [], []);

    /// <param name="rows">All entries behind <paramref name="after"/>, summaries too.</param>
    public static SessionContext Of(long start, PlacedEntry? summary, long after, List<PlacedEntry> rows)
    {
        var entries = new List<PlacedEntry>(rows.Count + 1);
        if (summary is not null)
        {
            entries.Add(summary);
        }
        entries.AddRange(rows.Where(static row => row.Entry is not Entry.Summary));
        return new SessionContext(
            start,
            summary?.Seq ?? 0,
            after,
            entries,
            [.. rows.Where(static row => row.Entry is Entry.Summary).Select(static row => row.Seq)]
        );
    }
}

/// <summary>A context that somebody has read up to a place.</summary>
/// <param name="Created">When its session was made, in Unix milliseconds.</param>
internal readonly record struct KnownContext(long Created, long Start, long Summary, long Place);
