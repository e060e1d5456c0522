using System.Text.Json;
using Microsoft.Data.Sqlite;
using OpenClaw.Messages;
using OpenClaw.Storage;

namespace OpenClaw.Sessions;

/// <summary>Sessions and transcripts on disk. Nothing is kept in memory between turns, so a thousand quiet conversations cost nothing.</summary>
internal sealed class SessionStore(Store store, TimeProvider time)
{
    /// <summary>The session's state, a new one where there is none.</summary>
    public async Task<Session> LoadAsync(SessionKey key)
    {
        var found = await store.ReadAsync(connection => connection.Query($"{Columns} where key = @0", Read, key.Value));
        if (found is [var session]) return session;
        // A message from another session may have left entries before anybody spoke here.
        var next = await store.ReadAsync(connection => connection.Query(
            "select coalesce(max(seq), 0) + 1 from entries where session = @0", static row => row.GetInt64(0), key.Value));
        return new Session { Key = key, CreatedAt = time.GetUtcNow(), NextSeq = next[0], IsNew = true };
    }

    public Task<List<SessionSummary>> ListAsync() => store.ReadAsync(connection => connection.Query(
        """
        select key, rule, policy, model, (select count(*) from entries where session = key and seq >= context_start), updated_at
        from sessions order by updated_at desc
        """,
        static row => new SessionSummary(new SessionKey(row.GetString(0)), row.GetString(1), row.GetString(2), row.Text(3), row.GetInt32(4), row.Time(5))));

    /// <summary>Writes the session's row.</summary>
    public void Save(Batch batch, Session session)
    {
        batch.Add(
            """
            insert into sessions(key, rule, created_at, updated_at, activity_at, context_start, model, policy, reply_to) values(@0, @1, @2, @3, @4, @5, @6, @7, @8)
            on conflict(key) do update set rule = @1, updated_at = @3, activity_at = @4, context_start = @5, model = @6, policy = @7, reply_to = @8
            """,
            session.Key.Value, session.Rule, session.CreatedAt, time.GetUtcNow(), session.ActivityAt, session.ContextStart, session.Model, session.Policy, session.ReplyTo);
        session.IsNew = false;
    }

    /// <summary>Puts an entry at the transcript's end.</summary>
    public PlacedEntry Append(Batch batch, Session session, TurnId? turn, Entry entry)
    {
        var placed = new PlacedEntry(session.NextSeq++, turn, entry, time.GetUtcNow());
        batch.Add("insert into entries(session, seq, turn, kind, body, at) values(@0, @1, @2, @3, @4, @5)",
            session.Key.Value, placed.Seq, turn?.Value, Kind(entry), JsonSerializer.Serialize(entry, SessionJson.Default.Entry), placed.At);
        return placed;
    }

    /// <summary>Puts an entry at the end of a session whose state nobody holds: its number is found as the row is written.</summary>
    public void AppendUnheld(Batch batch, SessionKey session, TurnId? turn, Entry entry) => batch.Add(
        "insert into entries(session, seq, turn, kind, body, at) select @0, coalesce(max(seq), 0) + 1, @1, @2, @3, @4 from entries where session = @0",
        session.Value, turn?.Value, Kind(entry), JsonSerializer.Serialize(entry, SessionJson.Default.Entry), time.GetUtcNow());

    /// <summary>What the model is shown: entries since the last reset, the newest summary in place of what it stands for.</summary>
    public async Task<List<PlacedEntry>> ContextAsync(Session session)
    {
        var entries = await store.ReadAsync(connection => connection.Query(
            "select seq, turn, body, at from entries where session = @0 and seq >= @1 order by seq", ReadEntry, session.Key.Value, session.ContextStart));
        return Fold(entries);
    }

    /// <summary>The newest entries before a place, oldest first, resets notwithstanding.</summary>
    public async Task<(List<PlacedEntry> Entries, bool More)> HistoryAsync(SessionKey key, int limit, long? before)
    {
        var entries = await store.ReadAsync(connection => connection.Query(
            "select seq, turn, body, at from entries where session = @0 and seq < @1 order by seq desc limit @2", ReadEntry,
            key.Value, before ?? long.MaxValue, limit + 1));
        var more = entries.Count > limit;
        if (more) entries.RemoveAt(limit);
        entries.Reverse();
        return (entries, more);
    }

    internal static List<PlacedEntry> Fold(List<PlacedEntry> entries)
    {
        if (entries.FindLast(static e => e.Entry is Entry.Summary) is not { Entry: Entry.Summary newest } summary) return entries;
        return [summary, .. entries.Where(e => e.Seq > newest.UpTo && e.Entry is not Entry.Summary)];
    }

    private const string Columns =
        """
        select key, rule, created_at, activity_at, context_start, model, policy, reply_to,
          (select coalesce(max(seq), 0) + 1 from entries where session = key) from sessions
        """;

    private static Session Read(SqliteDataReader row) => new()
    {
        Key = new SessionKey(row.GetString(0)),
        Rule = row.GetString(1),
        CreatedAt = row.Time(2),
        ActivityAt = row.Time(3),
        ContextStart = row.GetInt64(4),
        Model = row.Text(5),
        Policy = row.GetString(6),
        ReplyTo = row.GetString(7),
        NextSeq = row.GetInt64(8),
    };

    private static PlacedEntry ReadEntry(SqliteDataReader row) => new(
        row.GetInt64(0), row.IsDBNull(1) ? null : new TurnId(row.GetInt64(1)),
        JsonSerializer.Deserialize(row.GetString(2), SessionJson.Default.Entry)!, row.Time(3));

    private static string Kind(Entry entry) => entry switch
    {
        Entry.User => "user",
        Entry.Assistant => "assistant",
        Entry.ToolResult => "tool",
        Entry.Notice => "notice",
        _ => "summary",
    };
}

/// <summary>A line of <c>openclaw sessions</c>.</summary>
internal sealed record SessionSummary(SessionKey Key, string Rule, string Policy, string? Model, int Entries, DateTimeOffset UpdatedAt);
