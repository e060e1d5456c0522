using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent.Compaction;

/// <summary>
/// Makes a transcript shorter without a model: old entries become one summary that keeps each person's words and answer in a line, and the
/// newest entries stay whole. It costs no time, so a turn that met a full context goes on at once.
/// </summary>
internal static class Compactor
{
    private const int LineLength = 160;

    /// <summary>Where to cut and what to say instead; null when that would leave nothing out.</summary>
    /// <param name="budget">Characters that the entries which stay may have. What somebody said last stays, however long it is.</param>
    public static Cut? Plan(IReadOnlyList<PlacedEntry> entries, int budget)
    {
        var keepFrom = entries.Count;
        var size = 0;
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            size += Size(entries[i].Entry);
            if (size > budget)
            {
                break;
            }
            // A result is never parted from its call: only where somebody speaks may the context begin.
            if (entries[i].Entry is Entry.User or Entry.Assistant)
            {
                keepFrom = i;
            }
        }

        // Even the newest exchange is too long: keep it all the same, without what came before. Where that is not less, shorten what its
        // calls returned.
        if (keepFrom == entries.Count && LastStart(entries) is var last and >= 0)
        {
            if (Shorter(entries, At(entries, last, budget)) is { } cut)
            {
                return cut;
            }
            keepFrom = entries[last].Entry is Entry.User ? last : entries.Count;
        }

        return keepFrom == 0 ? null : Shorter(entries, At(entries, keepFrom, budget));
    }

    public static int Size(Entry entry) =>
        entry switch
        {
            Entry.User user => user.Text.Length + 40,
            Entry.Assistant assistant => assistant.Text.Length
                + (assistant.Calls?.Sum(static c => c.Name.Length + c.Arguments.Length + 40) ?? 0)
                + 20,
            Entry.ToolResult result => result.Text.Length + 40,
            Entry.Notice notice => notice.Text.Length + 20,
            Entry.Summary summary => summary.Words.Length + 40,
            _ => 0,
        };

    private static Cut? At(IReadOnlyList<PlacedEntry> entries, int keepFrom, int budget)
    {
        if (keepFrom == 0)
        {
            return null;
        }
        var request = entries.Skip(keepFrom).Any(static e => e.Entry is Entry.User) ? null : RequestOf(entries.Take(keepFrom));
        var latest = keepFrom == entries.Count ? LatestOf(entries, budget / 2) : null;
        return new Cut(Summarise(entries, keepFrom, budget / 3, request), LastOf(entries, keepFrom), request, latest);
    }

    // A summary stands first and has a later number than what follows it: it counts as the last entry that it stands for.
    private static long LastOf(IReadOnlyList<PlacedEntry> entries, int end) =>
        entries.Take(end).Max(static e => e.Entry is Entry.Summary summary ? summary.UpTo : e.Seq);

    private static Cut? Shorter(IReadOnlyList<PlacedEntry> entries, Cut? cut)
    {
        if (cut is null)
        {
            return null;
        }
        var now = entries.Sum(static e => Size(e.Entry));
        var then = Size(Of(cut)) + entries.Where(e => e.Seq > cut.UpTo && e.Entry is not Entry.Summary).Sum(static e => Size(e.Entry));
        return then < now ? cut : null;
    }

    /// <summary>The entry that keeps a cut.</summary>
    public static Entry.Summary Of(Cut cut) => new(cut.Summary, cut.UpTo, cut.Request, cut.Latest);

    private static int LastStart(IReadOnlyList<PlacedEntry> entries)
    {
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].Entry is Entry.User or Entry.Assistant)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What the newest entries answer to.</summary>
    private static string? RequestOf(IEnumerable<PlacedEntry> entries) =>
        entries.LastOrDefault(static e => e.Entry is Entry.User or Entry.Summary { Request: not null })?.Entry switch
        {
            Entry.User user => user.Text,
            Entry.Summary summary => summary.Request,
            _ => null,
        };

    /// <summary>The results of the newest calls, each with its middle left out so that together they have about so many
    /// characters.</summary>
    private static string? LatestOf(IReadOnlyList<PlacedEntry> entries, int limit)
    {
        Entry.ToolResult[] results =
        [
            .. entries.Skip(Math.Max(0, LastStart(entries))).Select(static e => e.Entry).OfType<Entry.ToolResult>(),
        ];
        if (results.Length == 0)
        {
            return entries.Select(static e => e.Entry).OfType<Entry.Summary>().LastOrDefault()?.Latest is { } earlier
                ? Middle(earlier, limit)
                : null;
        }
        return string.Join('\n', results.Select(r => $"{r.Tool} returned: {Middle(r.Text, limit / results.Length)}"));
    }

    private static string Middle(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return text;
        }
        var half = limit / 2;
        var (head, tail) = (half, text.Length - half);
        // A letter of two halves stays whole.
        if (head > 0 && char.IsHighSurrogate(text[head - 1]))
        {
            head--;
        }
        if (tail < text.Length && char.IsLowSurrogate(text[tail]))
        {
            tail++;
        }
        return $"{text[..head]}\n[{tail - head} characters are left out here, because the context is full]\n{text[tail..]}";
    }

    private static string Summarise(IReadOnlyList<PlacedEntry> entries, int end, int limit, string? request)
    {
        var lines = new List<string>();
        for (var i = 0; i < end; i++)
        {
            if (entries[i].Entry is Entry.Summary earlier)
            {
                lines.AddRange(earlier.Text.Split('\n'));
                if (earlier.Request is { } before && before != request)
                {
                    lines.Add($"asked: {Short(before)}");
                }
            }
            else if (Line(entries[i].Entry) is { } line)
            {
                lines.Add(line);
            }
        }

        var text = new StringBuilder();
        // The newest lines matter most; the oldest go first when even the summary is too long.
        var first = 0;
        for (var length = lines.Sum(static l => l.Length + 1); length > limit && first < lines.Count; first++)
        {
            length -= lines[first].Length + 1;
        }
        if (first > 0 && first < lines.Count && lines[first] != "...")
        {
            text.Append("...\n");
        }
        text.AppendJoin('\n', lines.Skip(first));
        return text.ToString();
    }

    private static string? Line(Entry entry) =>
        entry switch
        {
            Entry.User user => $"{user.Local} asked: {Short(user.Text)}",
            Entry.Assistant { Calls: { Length: > 0 } calls } =>
                $"you called {string.Join(", ", calls.Select(static c => $"{c.Name} {Short(c.Arguments)}"))}",
            Entry.Assistant { Cut: not null } assistant => $"you began to answer, and were stopped: {Short(assistant.Text)}",
            Entry.Assistant assistant => $"you answered: {Short(assistant.Text)}",
            Entry.ToolResult { Approval: { } waits } result => $"{result.Tool} waits for approval {waits}",
            Entry.ToolResult { Failed: true } result => $"{result.Tool} failed: {Short(result.Text)}",
            Entry.Notice notice => Short(notice.Text),
            _ => null,
        };

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= LineLength)
        {
            return line;
        }
        return (char.IsHighSurrogate(line[LineLength - 1]) ? line[..(LineLength - 1)] : line[..LineLength]) + "...";
    }
}
