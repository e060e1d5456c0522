using System.Text;
using OpenClaw.Sessions;

namespace OpenClaw.Agent;

/// <summary>
/// Makes a transcript shorter without a model: old entries become one summary that keeps each person's words and answer in a line, and the newest entries
/// stay whole. It costs no time, so a turn that met a full context goes on at once.
/// </summary>
internal static class Compactor
{
    private const int LineLength = 160;

    /// <summary>Where to cut and what to say instead; null when nothing can be left out.</summary>
    /// <param name="budget">Characters that the entries which stay may have.</param>
    public static Cut? Plan(IReadOnlyList<PlacedEntry> entries, int budget)
    {
        var keepFrom = entries.Count;
        var size = 0;
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            size += Size(entries[i].Entry);
            if (size > budget) break;
            // A result is never parted from its call: only where somebody speaks may the context begin.
            if (entries[i].Entry is Entry.User or Entry.Assistant) keepFrom = i;
        }

        // Even the newest exchange is too long: keep it all the same, without what came before.
        if (keepFrom == entries.Count) keepFrom = LastStart(entries);
        if (keepFrom <= 0 || entries.Take(keepFrom).All(static e => e.Entry is Entry.Summary)) return null;
        return new Cut(Summarise(entries, keepFrom, Math.Max(2000, budget / 3)), entries[keepFrom - 1].Seq);
    }

    private static int LastStart(IReadOnlyList<PlacedEntry> entries)
    {
        for (var i = entries.Count - 1; i > 0; i--)
        {
            if (entries[i].Entry is Entry.User or Entry.Assistant) return i;
        }

        return 0;
    }

    private static string Summarise(IReadOnlyList<PlacedEntry> entries, int end, int limit)
    {
        var lines = new List<string>();
        for (var i = 0; i < end; i++)
        {
            if (entries[i].Entry is Entry.Summary earlier) lines.AddRange(earlier.Text.Split('\n'));
            else if (Line(entries[i].Entry) is { } line) lines.Add(line);
        }

        // What the newest kept entries answer to must stay whole.
        if (entries.Skip(end).FirstOrDefault(static e => e.Entry is Entry.User) is null
            && entries.Take(end).LastOrDefault(static e => e.Entry is Entry.User) is { Entry: Entry.User request })
        {
            lines.Add($"The request being worked on: {request.Text}");
        }

        var text = new StringBuilder();
        // The newest lines matter most; the oldest go first when even the summary is too long.
        var first = 0;
        for (var length = lines.Sum(static l => l.Length + 1); length > limit && first < lines.Count - 1; first++) length -= lines[first].Length + 1;
        if (first > 0) text.Append("...\n");
        text.AppendJoin('\n', lines.Skip(first));
        return text.ToString();
    }

    private static string? Line(Entry entry) => entry switch
    {
        Entry.User user => $"{user.Local} asked: {Short(user.Text)}",
        Entry.Assistant { Calls: { Length: > 0 } calls } => $"you called {string.Join(", ", calls.Select(static c => $"{c.Name} {Short(c.Arguments)}"))}",
        Entry.Assistant { Cut: not null } assistant => $"you began to answer, and were stopped: {Short(assistant.Text)}",
        Entry.Assistant assistant => $"you answered: {Short(assistant.Text)}",
        Entry.ToolResult { Failed: true } result => $"{result.Tool} failed: {Short(result.Text)}",
        Entry.Notice notice => Short(notice.Text),
        _ => null,
    };

    private static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LineLength ? line : line[..LineLength] + "...";
    }

    public static int Size(Entry entry) => entry switch
    {
        Entry.User user => user.Text.Length + 40,
        Entry.Assistant assistant => assistant.Text.Length + (assistant.Calls?.Sum(static c => c.Name.Length + c.Arguments.Length + 40) ?? 0) + 20,
        Entry.ToolResult result => result.Text.Length + 40,
        Entry.Notice notice => notice.Text.Length + 20,
        Entry.Summary summary => summary.Text.Length + 40,
        _ => 0,
    };
}

/// <summary>A summary, and the last entry it stands for.</summary>
internal sealed record Cut(string Summary, long UpTo);
