using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Turns;

/// <summary>The rows of <c>turns</c>. Writers add to a batch; whoever owns the step commits.</summary>
internal sealed class TurnStore(Store store, TimeProvider time)
{
    /// <summary>A turn's end is on the disk. Raised by the commit that put it there, so none is missed whoever ends it.</summary>
    public event Action<TurnId, string>? Ended;

    /// <summary>A turn's end is about to be written: whoever has a row that follows from it adds it to the batch, and saves a sync.</summary>
    public event Action<Batch, TurnId, string>? Ending;

    public void AddQueued(Turn turn) =>
        turn.Batch.Add(
            "insert into turns(id, session, state, rule, origin, sender, message, queued_at) values(@0, @1, 'queued', @2, @3, @4, @5, @6)",
            turn.Id.Value,
            turn.Session.Value,
            turn.Rule.Name,
            turn.Message.Origin.ToString().ToLowerInvariant(),
            turn.Message.Sender.Address,
            JsonSerializer.Serialize(StoredMessage.Of(turn.Message), MessageJson.Default.StoredMessage),
            time.GetUtcNow()
        );

    /// <summary>The clock was set: what is not finished has waited, and run, for as long as it has.</summary>
    public static void MoveAlong(Batch batch, TimeSpan leap) =>
        batch.Add(
            "update turns set queued_at = queued_at + @0, started_at = started_at + @0 where ended_at is null",
            (long)leap.TotalMilliseconds
        );

    /// <summary>Another machine may have gone on with what is not finished. What waits for an approval is left: a person knows of it.</summary>
    public static void MarkUnseen(Batch batch) =>
        batch.Add("update turns set state = 'unknown' where ended_at is null and state <> 'asking'");

    public static void SetStarted(Turn turn) =>
        turn.Batch.Add(
            "update turns set state = 'thinking', started_at = coalesce(started_at, @1) where id = @0",
            turn.Id.Value,
            turn.StartedAt
        );

    public static void SetState(Turn turn, string state) =>
        turn.Batch.Add("update turns set state = @1, steps = @2 where id = @0", turn.Id.Value, state, turn.Steps);

    public void SetEnded(Batch batch, SessionKey session, TurnId turn, string state, string? failure = null, TurnId? joinedTo = null)
    {
        batch
            .Add(
                "update turns set state = @1, ended_at = @2, failure = @3, joined_to = @4 where id = @0",
                turn.Value,
                state,
                time.GetUtcNow(),
                failure,
                joinedTo?.Value
            )
            .Audit(AuditKinds.Turn, session.Value, turn.Value, ("state", state), ("joined_to", joinedTo?.Value))
            .Then(() => Ended?.Invoke(turn, state));
        Ending?.Invoke(batch, turn, state);
    }

    /// <summary>A turn that did not end, as its row has it; null when it is not there or has ended.</summary>
    public Task<StoredTurn?> FindUnfinishedAsync(TurnId turn) =>
        store.LookOneAsync($"{Columns} where id = @0 and ended_at is null", Read, turn.Value);

    /// <summary>What became of a turn so far; null when there is none of that number.</summary>
    public Task<TurnRecord?> FindAsync(TurnId turn) =>
        store.LookOneAsync(
            "select id, session, state, message, failure, joined_to, ended_at from turns where id = @0",
            static row => new TurnRecord(
                new TurnId(row.GetInt64(0)),
                new SessionKey(row.GetString(1)),
                row.GetString(2),
                JsonSerializer.Deserialize(row.GetString(3), MessageJson.Default.StoredMessage)!.Text,
                row.Text(4),
                row.IsDBNull(5) ? null : new TurnId(row.GetInt64(5)),
                !row.IsDBNull(6)
            ),
            turn.Value
        );

    /// <summary>All turns that did not end, oldest first.</summary>
    public Task<List<StoredTurn>> UnfinishedAsync() => store.ReadAsync($"{Columns} where ended_at is null order by id", Read);

    /// <summary>Takes the words out of messages whose turns ended before a time.</summary>
    public IAsyncEnumerable<Batch> ForgetWordsAsync(DateTimeOffset before) =>
        Slices.Of(
            store,
            """
            select id, message from turns
            where id > @0 and ended_at < @1 and (json_extract(message, '$.text') <> '' or json_extract(message, '$.images') is not null or json_extract(message, '$.borrowed') is not null)
            order by id limit @2
            """,
            [0L],
            before.ToUnixTimeMilliseconds(),
            static (batch, row) =>
            {
                var message = JsonSerializer.Deserialize((string)row[1], MessageJson.Default.StoredMessage)!.WithoutWords();
                batch.Add(
                    "update turns set message = @1 where id = @0 and ended_at is not null",
                    row[0],
                    JsonSerializer.Serialize(message, MessageJson.Default.StoredMessage)
                );
            }
        );

    /// <summary>Deletes turns that ended before a time, what belongs to them first. One of which something must stay stays
    /// itself.</summary>
    /// <param name="forgetRest">Adds the deletion of what neighbours keep of a turn.</param>
    public IAsyncEnumerable<Batch> ForgetAsync(DateTimeOffset before, Action<Batch, TurnId> forgetRest) =>
        Slices.Of(
            // The newest stays whatever its age: numbers go on from it, and none is given twice.
            store,
            "select id from turns where id > @0 and ended_at < @1 and id < (select max(id) from turns) order by id limit @2",
            [0L],
            before.ToUnixTimeMilliseconds(),
            (batch, row) =>
            {
                forgetRest(batch, new TurnId((long)row[0]));
                batch.Add(
                    """
                    delete from turns where id = @0 and ended_at is not null
                      and not exists (select 1 from effects where turn = @0) and not exists (select 1 from approvals where turn = @0)
                    """,
                    row[0]
                );
            }
        );

    private const string Columns = "select id, session, state, rule, message, started_at, steps, queued_at from turns";

    private static StoredTurn Read(SqliteDataReader row) =>
        new(
            new TurnId(row.GetInt64(0)),
            new SessionKey(row.GetString(1)),
            row.GetString(2),
            row.GetString(3),
            JsonSerializer.Deserialize(row.GetString(4), MessageJson.Default.StoredMessage)!.ToMessage(),
            row.TimeOrNull(5),
            row.GetInt32(6),
            row.Time(7)
        );
}

/// <summary>What a turn's row pins: the key, the rule's name, the sender and where to answer. All else is looked up in the newest
/// configuration.</summary>
/// <param name="QueuedAt">By the gateway's clock.</param>
internal sealed record StoredTurn(
    TurnId Id,
    SessionKey Session,
    string State,
    string Rule,
    InboundMessage Message,
    DateTimeOffset? StartedAt,
    int Steps,
    DateTimeOffset QueuedAt
);

/// <summary>How far a turn came, whether it ended or not.</summary>
/// <param name="Text">The message it began with.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="JoinedTo">The turn that its message went into.</param>
internal sealed record TurnRecord(
    TurnId Id,
    SessionKey Session,
    string State,
    string Text,
    string? Failure,
    TurnId? JoinedTo,
    bool HasEnded
);
