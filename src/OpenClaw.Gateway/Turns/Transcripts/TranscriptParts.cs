namespace OpenClaw.Turns.Transcripts;

/// <summary>Parts a transcript at places where nothing that comes later changes how what came before is shown. Pure.</summary>
internal static class TranscriptParts
{
    /// <summary>The transcript in parts: all but the last end with an answer in words, and somebody speaks next.</summary>
    /// <param name="first">The number that the first entry has where none is missing.</param>
    /// <param name="summaries">Numbers of summaries, which are in no other place than the first.</param>
    public static List<TranscriptPart> Of(IReadOnlyList<PlacedEntry> entries, long first, IReadOnlySet<long> summaries)
    {
        var parts = new List<TranscriptPart>();
        var open = new HashSet<string>();
        var (start, expected, isWhole) = (0, first, true);
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > start && open.Count == 0 && IsAnswer(entries[i - 1].Entry) && entries[i].Entry is Entry.User or Entry.Notice)
            {
                parts.Add(Part(i, isDone: isWhole));
                start = i;
            }
            Count(entries[i]);
            Follow(entries[i].Entry);
        }
        if (start < entries.Count)
        {
            parts.Add(Part(entries.Count, isDone: false));
        }
        return parts;

        TranscriptPart Part(int end, bool isDone)
        {
            PlacedEntry[] own = [.. entries.Skip(start).Take(end - start)];
            // A picture is read from its file each time: kept, it would push out a hundred conversations.
            return new TranscriptPart(own, isDone && !own.Any(static e => e.Entry is Entry.User { Images: { Length: > 0 } }));
        }

        // A number that is missing may be on its way to the disk still; what it belongs to would come between.
        void Count(PlacedEntry entry)
        {
            if (entry.Entry is Entry.Summary)
            {
                return;
            }
            while (summaries.Contains(expected))
            {
                expected++;
            }
            isWhole &= entry.Seq == expected;
            expected = entry.Seq + 1;
        }

        void Follow(Entry entry)
        {
            if (entry is Entry.Assistant assistant)
            {
                // Calls that nobody answered are closed where the next answer comes.
                open.Clear();
                open.UnionWith((assistant.Calls ?? []).Select(static call => call.Id));
            }
            else if (entry is Entry.ToolResult result)
            {
                open.Remove(result.Call);
            }
        }
    }

    private static bool IsAnswer(Entry entry) =>
        entry is Entry.Assistant { Calls: null or [] } answer && !string.IsNullOrWhiteSpace(answer.Text);
}

/// <summary>Neighbouring entries of a transcript.</summary>
/// <param name="IsDone">How they are shown does not depend on what comes later.</param>
internal sealed record TranscriptPart(IReadOnlyList<PlacedEntry> Entries, bool IsDone)
{
    /// <summary>The number of the last entry.</summary>
    public long Place => Entries[^1].Seq;
}
