using OpenClaw.Pipeline;
using OpenClaw.Sessions;
using OpenClaw.Tools;

namespace OpenClaw.Agent;

/// <summary>What one run of a turn holds while it is awake: the session, and the entries the model is shown. Asleep, all of it is on disk.</summary>
internal sealed class TurnRun(Turn turn, Session session, List<PlacedEntry> entries, SessionStore sessions)
{
    public Turn Turn => turn;

    public Session Session => session;

    /// <summary>The context, in order; grows at its end, and shrinks only by <see cref="Shorten"/>.</summary>
    public IReadOnlyList<PlacedEntry> Entries => entries;

    public ToolScope Scope { get; set; } = null!;

    /// <summary>Adds an entry to the transcript, in the turn's open batch.</summary>
    public PlacedEntry Append(Entry entry)
    {
        var placed = sessions.Append(turn.Batch, session, turn.Id, entry);
        entries.Add(placed);
        return placed;
    }

    /// <summary>Puts a summary in place of all entries up to one; they stay on disk.</summary>
    public void Shorten(string summary, long upTo)
    {
        var placed = sessions.Append(turn.Batch, session, turn.Id, new Entry.Summary(summary, upTo));
        entries.RemoveAll(e => e.Seq <= upTo || e.Entry is Entry.Summary);
        entries.Insert(0, placed);
    }

    /// <summary>Calls the model asked for that have no result yet, in their order.</summary>
    public IReadOnlyList<EntryCall> OpenCalls()
    {
        var last = entries.FindLastIndex(static e => e.Entry is Entry.Assistant);
        if (last < 0 || entries[last].Entry is not Entry.Assistant { Calls: { Length: > 0 } calls }) return [];
        var answered = entries.Skip(last + 1).Select(static e => e.Entry).OfType<Entry.ToolResult>().Select(static r => r.Call).ToHashSet();
        return [.. calls.Where(c => !answered.Contains(c.Id))];
    }

    /// <summary>Gives every open call a result: each must have one before anybody speaks again, or no server takes the transcript.</summary>
    public void CloseOpenCalls(string why)
    {
        foreach (var call in OpenCalls()) Append(new Entry.ToolResult(call.Id, call.Name, why, Failed: true));
    }
}
