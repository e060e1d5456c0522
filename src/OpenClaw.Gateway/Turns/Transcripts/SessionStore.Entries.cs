using Microsoft.Data.Sqlite;

namespace OpenClaw.Turns.Transcripts;

/// <summary>The entries of transcripts: they are put at the end, read from it, and deleted when no context has them any more.</summary>
internal sealed partial class SessionStore
{
    private readonly Dictionary<SessionKey, TranscriptEnd.Count> _counts = [];

    /// <summary>Takes the right to append to a session's transcript, held or not held by others.</summary>
    public Task<TranscriptEnd> HoldAsync(SessionKey key) => HoldAsync(key, ReadNextAsync);

    /// <summary>The same, with the session's state (a new one where there is none) and its context, in one look.</summary>
    /// <param name="known">A context of which only what is behind it is read, unless the session has begun another meanwhile.</param>
    public async Task<(TranscriptEnd End, Session Session, SessionContext Context)> OpenAsync(SessionKey key, KnownContext? known)
    {
        Task<(long Next, Session? Session, SessionContext Context)>? look = null;
        // Held before the entries are read: what arrives meanwhile is either among them or told.
        var end = await HoldAsync(key, async _ => (await (look = LookAsync())).Next);
        try
        {
            var (_, session, context) = await (look ?? LookAsync());
            return (end, session ?? New(key), context);
        }
        catch
        {
            end.Dispose();
            throw;
        }

        Task<(long, Session?, SessionContext)> LookAsync() =>
            store.LookAsync(connection =>
            {
                var session = Load(connection, key);
                return (ReadNext(connection, key), session, Context(connection, session ?? New(key), known));
            });
    }

    private async Task<TranscriptEnd> HoldAsync(SessionKey key, Func<SessionKey, Task<long>> readNext)
    {
        if (!_counts.TryGetValue(key, out var count))
        {
            _counts.Add(key, count = new TranscriptEnd.Count(readNext(key), () => _counts.Remove(key)));
        }
        // Held before the first await: the count must not be forgotten while it is read.
        var end = new TranscriptEnd(key, count);
        try
        {
            await count.ReadyAsync();
            return end;
        }
        catch
        {
            end.Dispose();
            throw;
        }
    }

    /// <summary>Puts an entry at the transcript's end.</summary>
    public PlacedEntry Append(Batch batch, TranscriptEnd end, TurnId? turn, Entry entry)
    {
        var placed = new PlacedEntry(end.TakeNumber(), turn, entry, time.GetUtcNow());
        batch.Add(
            "insert into entries(session, seq, turn, kind, body, at) values(@0, @1, @2, @3, @4, @5)",
            end.Session.Value,
            placed.Seq,
            turn?.Value,
            Kind(entry),
            JsonSerializer.Serialize(entry, SessionJson.Default.Entry),
            placed.At
        );
        return placed;
    }

    /// <summary>What the model is shown: entries since the last reset, the newest summary in place of what it stands for.</summary>
    public Task<SessionContext> ContextAsync(Session session) => store.LookAsync(connection => Context(connection, session, known: null));

    private static SessionContext Context(PreparedConnection connection, Session session, KnownContext? known)
    {
        var (key, start) = (session.Key.Value, session.ContextStart);
        if (
            known is { } k
            && k.Created == session.CreatedAt.ToUnixTimeMilliseconds()
            && k.Start >= start
            && Behind(connection, key, k) is { } behind
        )
        {
            return behind;
        }
        // What a summary stands for is not even read: a conversation may go on for years.
        (start, var summary) = NewestSummary(connection, key, start);
        return SessionContext.Of(start, summary, after: start - 1, connection.Query(AllBehind, ReadEntry, key, start - 1));
    }

    /// <summary>The newest summary behind a place, and where the entries begin that it does not stand for.</summary>
    private static (long Start, PlacedEntry? Summary) NewestSummary(PreparedConnection connection, string key, long start)
    {
        const string Newest = $"{Entries} where session = @0 and seq >= @1 and kind = 'summary' order by seq desc limit 1";
        return connection.Query(Newest, ReadEntry, key, start) is [{ Entry: Entry.Summary { UpTo: var upTo } } summary]
            ? (Math.Max(start, upTo + 1), summary)
            : (start, null);
    }

    /// <summary>The newest entries before a place, oldest first, resets notwithstanding.</summary>
    public async Task<(List<PlacedEntry> Entries, bool More)> HistoryAsync(SessionKey key, int limit, long? before)
    {
        var entries = await store.ReadAsync(
            $"{Entries} where session = @0 and seq < @1 order by seq desc limit @2",
            ReadEntry,
            key.Value,
            before ?? long.MaxValue,
            limit + 1
        );
        var more = entries.Count > limit;
        if (more)
        {
            entries.RemoveAt(limit);
        }
        entries.Reverse();
        return (entries, more);
    }

    /// <summary>What was attached to a message of the transcript; empty where there is no such message.</summary>
    public async Task<IReadOnlyList<AttachedFile>> FilesAsync(SessionKey key, long seq)
    {
        var found = await store.ReadAsync($"{Entries} where session = @0 and seq = @1", ReadEntry, key.Value, seq);
        return found is [{ Entry: Entry.User { Files: { } files } }] ? files : [];
    }

    /// <summary>The words that a turn which answered has ended with; null when they are not on disk any more.</summary>
    public async Task<Entry.Assistant?> AnswerAsync(SessionKey key, TurnId turn)
    {
        var last = await store.ReadAsync(
            $"{Entries} where session = @0 and turn = @1 and kind = 'assistant' order by seq desc limit 1",
            ReadEntry,
            key.Value,
            turn.Value
        );
        return last is [{ Entry: Entry.Assistant { Calls: null, Cut: null } answer }] ? answer : null;
    }

    /// <summary>All entries of a turn, in their order, resets and summaries notwithstanding.</summary>
    public Task<List<PlacedEntry>> OfTurnAsync(SessionKey key, TurnId turn) =>
        store.ReadAsync($"{Entries} where session = @0 and turn = @1 order by seq", ReadEntry, key.Value, turn.Value);

    /// <summary>A call that a turn has asked for, as the model wrote it; null when it is not on disk any more.</summary>
    public async Task<EntryCall?> CallAsync(SessionKey key, TurnId turn, string call)
    {
        var said = await store.ReadAsync(
            $"{Entries} where session = @0 and turn = @1 and kind = 'assistant' order by seq desc",
            ReadEntry,
            key.Value,
            turn.Value
        );
        return said.Select(static placed => placed.Entry)
            .OfType<Entry.Assistant>()
            .SelectMany(static entry => entry.Calls ?? [])
            .FirstOrDefault(c => c.Id == call);
    }

    /// <summary>Deletes entries from before a time that are in no context: a reset or a summary has put them behind it.</summary>
    public async IAsyncEnumerable<Batch> ForgetAsync(DateTimeOffset before)
    {
        for (var session = await NextSessionAsync(""); session is not null; session = await NextSessionAsync(session))
        {
            var key = session;
            while (await store.ReadApartAsync(connection => OldEntries(connection, key, before)) is { } last)
            {
                yield return new Batch().Add("delete from entries where session = @0 and seq <= @1", key, last);
            }
        }
    }

    // One at a time by the index: the list of all sessions would read every entry there is.
    private Task<string?> NextSessionAsync(string after) =>
        store.ReadAsync(connection =>
            connection.Query("select min(session) from entries where session > @0", static row => row.Text(0), after)[0]
        );

    /// <summary>The last of the oldest entries of a session that may go, a slice at most; null when none may.</summary>
    private static long? OldEntries(PreparedConnection connection, string key, DateTimeOffset before)
    {
        var start = connection.Query("select context_start from sessions where key = @0", static row => row.GetInt64(0), key) is [var at]
            ? at
            : 1;
        (start, _) = NewestSummary(connection, key, start);
        // The newest stays in any case: numbers go on from it.
        var old = connection
            .Query(
                "select seq, at from entries where session = @0 and seq < @1 and seq < (select max(seq) from entries where session = @0) order by seq limit @2",
                static row => (Seq: row.GetInt64(0), At: row.Time(1)),
                key,
                start,
                Slices.Rows
            )
            .TakeWhile(e => e.At < before)
            .ToList();
        return old.Count == 0 ? null : old[^1].Seq;
    }

    /// <summary>The entries behind a known context; null when it is none any more, because a summary has taken its place.</summary>
    private static SessionContext? Behind(PreparedConnection connection, string key, KnownContext known)
    {
        var rows = connection.Query(AllBehind, ReadEntry, key, known.Place);
        return rows.Exists(row => row.Entry is Entry.Summary && row.Seq > known.Summary)
            ? null
            : SessionContext.Of(known.Start, summary: null, known.Place, rows) with
            {
                Summary = known.Summary,
            };
    }

    private const string Entries = "select seq, turn, body, at from entries";

    private const string AllBehind = $"{Entries} where session = @0 and seq > @1 order by seq";

    private Task<long> ReadNextAsync(SessionKey key) => store.LookAsync(connection => ReadNext(connection, key));

    private static long ReadNext(PreparedConnection connection, SessionKey key) =>
        connection.Query("select coalesce(max(seq), 0) + 1 from entries where session = @0", static row => row.GetInt64(0), key.Value)[0];

    private static PlacedEntry ReadEntry(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.IsDBNull(1) ? null : new TurnId(row.GetInt64(1)),
            // As the bytes it is stored in: a string would be made of them, only to be made bytes again.
            JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(2), SessionJson.Default.Entry)!,
            row.Time(3)
        );

    private static string Kind(Entry entry) =>
        entry switch
        {
            Entry.User => "user",
            Entry.Assistant => "assistant",
            Entry.ToolResult => "tool",
            Entry.Notice => "notice",
            _ => "summary",
        };
}
