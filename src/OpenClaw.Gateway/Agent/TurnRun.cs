using OpenClaw.Agent.Compaction;
using OpenClaw.Models.Kept;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>What one run of a turn holds while it is awake: the session, its transcript's end, and the entries the model is shown. Asleep,
/// all of it is on disk.</summary>
internal sealed class TurnRun : IDisposable
{
    private readonly SessionStore _sessions;
    private readonly TranscriptEnd _end;
    private SessionContext _context;

    private TurnRun(Turn turn, Session session, TranscriptEnd end, SessionContext context, SessionStore sessions)
    {
        Turn = turn;
        Session = session;
        _end = end;
        _context = context;
        _sessions = sessions;
        CallsMade = _context.Entries.Where(e => e.Turn == turn.Id).Sum(static e => CallsOf(e.Entry));
    }

    public Turn Turn { get; }

    public Session Session { get; }

    /// <summary>The context behind <see cref="After"/>, in order; grows at its end, and shrinks only by <see cref="Shorten"/>. All that
    /// the turn itself has said is in it.</summary>
    public IReadOnlyList<PlacedEntry> Entries => _context.Entries;

    /// <summary>What is not among the entries because a model's prompt has it already.</summary>
    public long After => _context.After;

    /// <summary>Numbers that summaries have.</summary>
    public IReadOnlySet<long> Summaries => _context.Summaries;

    /// <summary>What the conversation begins with, as it stands.</summary>
    public KeptId Beginning => new(Session.Key, Session.CreatedAt.ToUnixTimeMilliseconds(), _context.Start, _context.Summary);

    public ToolScope Scope { get; set; } = null!;

    /// <summary>The turn has left its queue just now and has asked no model yet.</summary>
    public bool IsBeginning { get; set; }

    /// <summary>The reply that is being written; null while no model writes one.</summary>
    public TurnSink? Writing { get; set; }

    /// <summary>The words of a reply that was cut off; empty when none was.</summary>
    public string Unfinished => Writing?.Said is { } said && !string.IsNullOrWhiteSpace(said) ? said.TrimEnd() : "";

    /// <summary>Approvals the turn waits for, or whose decision its transcript does not tell of yet, in the order they were asked.</summary>
    public List<string> Unheard { get; } = [];

    /// <summary>Tool calls the turn has asked for, those before a sleep included.</summary>
    public int CallsMade { get; private set; }

    /// <summary>The number the next entry gets.</summary>
    public long NextSeq => _end.Next;

    /// <summary>Reads what the disk has of the turn's session.</summary>
    /// <param name="kept">What a model's prompt has is not read again. Null for a turn that has entries of its own: it needs them.</param>
    /// <param name="prepare">May move the context's start, given the number of the next entry.</param>
    public static async Task<TurnRun> OpenAsync(
        Turn turn,
        SessionStore sessions,
        KeptPrompt? kept = null,
        Action<Session, long>? prepare = null
    )
    {
        KnownContext? known = kept is { Id: var id } ? new KnownContext(id.Created, id.Start, id.Summary, kept.Place) : null;
        var (end, session, context) = await sessions.OpenAsync(turn.Session, known);
        var start = session.ContextStart;
        prepare?.Invoke(session, end.Next);
        return new TurnRun(
            turn,
            session,
            end,
            session.ContextStart == start ? context : SessionContext.Beginning(session.ContextStart),
            sessions
        );
    }

    public void Dispose() => _end.Dispose();

    /// <summary>Finds out what a turn that has slept waits for. All its entries are read: a summary may stand for some of them by
    /// now.</summary>
    public async Task RecallAsync() =>
        Unheard.AddRange(AskedCalls.UnheardIn((await _sessions.OfTurnAsync(Turn.Session, Turn.Id)).Select(static e => e.Entry)));

    /// <summary>Tells a turn that runs here at the same time of an entry, once it is on the disk.</summary>
    public void Tell(PlacedEntry entry) => _end.Tell(entry);

    /// <summary>Adds an entry to the transcript, in the turn's open batch.</summary>
    public PlacedEntry Append(Entry entry)
    {
        var placed = _sessions.Append(Turn.Batch, _end, Turn.Id, entry);
        _context.Entries.Add(placed);
        CallsMade += CallsOf(entry);
        AskedCalls.Follow(Unheard, entry);
        return placed;
    }

    /// <summary>Takes in what others have said here since the last time, each at its place: the next turn reads it there.</summary>
    public void TakeArrived()
    {
        foreach (var arrived in _end.TakeArrived())
        {
            if (_context.Entries.Exists(e => e.Seq == arrived.Seq))
            {
                continue;
            }
            var before = _context.Entries.FindLastIndex(e => e.Seq < arrived.Seq || e.Entry is Entry.Summary);
            _context.Entries.Insert(before + 1, arrived);
        }
    }

    /// <summary>Reads the whole context, when only its end was read. The turn's own rows are on the disk.</summary>
    public async Task ReadAllAsync()
    {
        if (After >= _context.Start)
        {
            _context = await _sessions.ContextAsync(Session);
        }
    }

    /// <summary>Puts a summary in place of all entries up to one; they stay on disk. The whole context was read.</summary>
    public void Shorten(Cut cut)
    {
        var placed = _sessions.Append(Turn.Batch, _end, Turn.Id, Compactor.Of(cut));
        _context.Entries.RemoveAll(e => e.Seq <= cut.UpTo || e.Entry is Entry.Summary);
        _context.Entries.Insert(0, placed);
        _context.Summaries.Add(placed.Seq);
        _context = _context with { Start = Math.Max(_context.Start, cut.UpTo + 1), Summary = placed.Seq, After = cut.UpTo };
    }

    /// <summary>Calls of this turn that have no result yet, in their order.</summary>
    public IReadOnlyList<EntryCall> OpenCalls() => OpenCalls(static (entry, turn) => entry.Turn == turn);

    private IReadOnlyList<EntryCall> OpenCalls(Func<PlacedEntry, TurnId, bool> counts)
    {
        var last = _context.Entries.FindLastIndex(static e => e.Entry is Entry.Assistant);
        if (
            last < 0
            || _context.Entries[last].Entry is not Entry.Assistant { Calls: { Length: > 0 } calls }
            || !counts(_context.Entries[last], Turn.Id)
        )
        {
            return [];
        }
        var answered = _context
            .Entries.Skip(last + 1)
            .Select(static e => e.Entry)
            .OfType<Entry.ToolResult>()
            .Select(static r => r.Call)
            .ToHashSet();
        return [.. calls.Where(c => !answered.Contains(c.Id))];
    }

    /// <summary>Gives every open call a result, whoever made it: each must have one before anybody speaks again, or no server takes the
    /// transcript.</summary>
    public void CloseOpenCalls() => Answer(OpenCalls(static (_, _) => true), "not run: the turn that asked for it ended before");

    /// <summary>Adds what the model must know of a turn that ended without an answer.</summary>
    public void Close(TurnOutcome outcome)
    {
        var failed = outcome as TurnOutcome.Failed;
        Answer(OpenCalls(), failed is null ? "stopped by the user before it ran" : $"not run: {failed.Line}");
        var line = failed?.Line ?? "The user stopped this turn.";
        if (Unfinished is { Length: > 0 } said)
        {
            Append(new Entry.Assistant(said, Writing!.Model, Cut: failed is null ? "stopped" : failed.Line));
            line += " The answer above ends where it was cut off.";
        }

        Append(new Entry.Notice(line));
    }

    private void Answer(IEnumerable<EntryCall> calls, string why)
    {
        foreach (var call in calls)
        {
            Append(new Entry.ToolResult(call.Id, call.Name, why, Failed: true));
        }
    }

    // A call that runs after its approval was counted when a model made it.
    private static int CallsOf(Entry entry) => (entry as Entry.Assistant)?.Calls?.Count(static call => call.Approval is null) ?? 0;
}
