using Microsoft.Data.Sqlite;

namespace OpenClaw.Turns.Transcripts;

/// <summary>Sessions and transcripts on disk. Nothing is kept in memory between turns, so a thousand quiet conversations cost
/// nothing.</summary>
internal sealed partial class SessionStore(Store store, TimeProvider time)
{
    /// <summary>The session's state, a new one where there is none.</summary>
    public async Task<Session> LoadAsync(SessionKey key) => await store.LookAsync(connection => Load(connection, key)) ?? New(key);

    private static Session? Load(PreparedConnection connection, SessionKey key) =>
        connection.Query($"{Columns} where key = @0", Read, key.Value) is [var found] ? found : null;

    private Session New(SessionKey key) =>
        new()
        {
            Key = key,
            CreatedAt = time.GetUtcNow(),
            IsNew = true,
        };

    /// <summary>All of them, the last used first.</summary>
    public Task<List<SessionSummary>> ListAsync() => store.ReadAsync($"{Summaries} order by updated_at desc", ReadSummary);

    /// <summary>Null for a session that is not there.</summary>
    public async Task<SessionSummary?> FindAsync(SessionKey key) =>
        await store.ReadAsync($"{Summaries} where key = @0", ReadSummary, key.Value) is [var found] ? found : null;

    /// <summary>Writes the session's row, apart from the model: that may be chosen while a turn runs.</summary>
    public void Save(Batch batch, Session session) =>
        batch.Add(
            """
            insert into sessions(key, rule, created_at, updated_at, activity_at, context_start, policy, reply_to) values(@0, @1, @2, @3, @4, @5, @6, @7)
            on conflict(key) do update set rule = @1, updated_at = @3, activity_at = @4, context_start = @5, policy = @6, reply_to = @7
            """,
            session.Key.Value,
            session.Rule,
            session.CreatedAt,
            time.GetUtcNow(),
            session.ActivityAt,
            session.ContextStart,
            session.Policy,
            session.ReplyTo
        );

    /// <summary>The clock was set: conversations have rested for as long as they have. One in which nobody spoke has the first of all
    /// times, and there is none before it.</summary>
    public static void MoveAlong(Batch batch, TimeSpan leap) =>
        batch.Add(
            "update sessions set updated_at = updated_at + @0, activity_at = iif(activity_at = @1, @1, max(@1, activity_at + @0))",
            (long)leap.TotalMilliseconds,
            DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
        );

    /// <summary>Begins the context anew at a place. Its lane must be quiet: a running turn would not hear of it.</summary>
    public Batch Reset(Batch batch, SessionKey key, long start) =>
        batch.Add($"{Blank} on conflict(key) do update set context_start = @2, updated_at = @1", key.Value, time.GetUtcNow(), start, null);

    /// <summary>Remembers the model chosen for a session; null leaves it to the chain.</summary>
    public Batch ChooseModel(Batch batch, SessionKey key, string? model) =>
        batch.Add($"{Blank} on conflict(key) do update set model = @3, updated_at = @1", key.Value, time.GetUtcNow(), 1, model);

    /// <summary>Remembers what the session's text costs.</summary>
    public void KeepRate(Batch batch, Session session) =>
        batch.Add("update sessions set tokens_per_character = @1 where key = @0", session.Key.Value, session.TokensPerCharacter);

    /// <summary>Deletes sessions that stand alone, transcript and all, when nothing has happened in them since a time and none of their
    /// turns is open.</summary>
    public IAsyncEnumerable<Batch> ForgetStandAloneAsync(DateTimeOffset before) =>
        Slices.Of(
            store,
            $"""
            select key from sessions where key > @0 and updated_at < @1 and {StandAlone.Condition}
              and not exists (select 1 from turns where session = key and ended_at is null) order by key limit @2
            """,
            [""],
            before.ToUnixTimeMilliseconds(),
            (batch, row) =>
                batch
                    .Add(
                        "delete from entries where session = (select key from sessions where key = @0 and updated_at < @1)",
                        row[0],
                        before
                    )
                    .Add("delete from sessions where key = @0 and updated_at < @1", row[0], before)
        );

    // A session that nobody has spoken in yet can be reset and given a model all the same.
    private const string Blank = """
        insert into sessions(key, rule, created_at, updated_at, activity_at, context_start, model, policy, reply_to)
        values(@0, '', @1, @1, @1, @2, @3, '', '')
        """;

    private const string Columns =
        "select key, rule, created_at, activity_at, context_start, model, policy, reply_to, tokens_per_character from sessions";

    private const string Summaries =
        "select key, rule, policy, model, (select count(*) from entries where session = key and seq >= context_start), updated_at, context_start from sessions";

    private static SessionSummary ReadSummary(SqliteDataReader row) =>
        new(
            new SessionKey(row.GetString(0)),
            row.GetString(1),
            row.GetString(2),
            row.Text(3),
            row.GetInt32(4),
            row.Time(5),
            row.GetInt64(6)
        );

    private static Session Read(SqliteDataReader row) =>
        new()
        {
            Key = new SessionKey(row.GetString(0)),
            Rule = row.GetString(1),
            CreatedAt = row.Time(2),
            ActivityAt = row.Time(3),
            ContextStart = row.GetInt64(4),
            Model = row.Text(5),
            Policy = row.GetString(6),
            ReplyTo = row.GetString(7),
            TokensPerCharacter = row.IsDBNull(8) ? null : row.GetDouble(8),
        };
}

/// <summary>A line of <c>openclaw sessions</c>.</summary>
/// <param name="Entries">How many there are since the last reset.</param>
/// <param name="ContextStart">From which number on.</param>
internal sealed record SessionSummary(
    SessionKey Key,
    string Rule,
    string Policy,
    string? Model,
    int Entries,
    DateTimeOffset UpdatedAt,
    long ContextStart
);
