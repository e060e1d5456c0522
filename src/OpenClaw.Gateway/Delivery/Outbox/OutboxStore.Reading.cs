using Microsoft.Data.Sqlite;
using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Delivery.Outbox;

internal sealed partial class OutboxStore
{
    // Word for word the conditions of the indexes, which are small however much was ever sent.
    private const string Waiting = "state in ('pending', 'sending')";
    private const string Left = "state in ('unknown', 'failed', 'expired')";

    /// <summary>Of one message, on each side of a piece. A longer one is not looked through.</summary>
    private const int MostPieces = 200;

    private const string Columns = """
        select id, session, turn, channel, account, chat, thread, text, attempts, queued_at, expires_at, state, next_at, sent_at, channel_message, failure, resends,
               markdown, approval, edits, (select edited.channel_message from outbox as edited where edited.id = outbox.edits)
        from outbox
        """;

    /// <summary>The conversations that something waits for. A single walk over an index, and no text is read.</summary>
    public Task<List<ReplyAddress>> ConversationsAsync() =>
        store.ReadAsync(
            $"select distinct channel, account, chat, thread from outbox where {Waiting}",
            static row => new ReplyAddress(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3))
        );

    /// <summary>The threads of a channel that something was sent to.</summary>
    public static Task<List<ReplyAddress>> ThreadsAsync(Store store, string channel) =>
        store.ReadAsync(
            "select distinct account, chat, thread from outbox where channel = @0 and state = 'sent' and thread is not null",
            row => new ReplyAddress(channel, row.GetString(0), row.GetString(1), row.GetString(2)),
            channel
        );

    /// <summary>What a conversation's sender has to see to next; null when nothing waits.</summary>
    public Task<OutboxRow?> HeadAsync(ReplyAddress to) =>
        store.LookOneAsync(
            $"{Columns} where {Waiting} and channel = @0 and account = @1 and chat = @2 and thread is @3 and state = 'pending' order by id limit 1",
            Read,
            to.Channel,
            to.Account,
            to.ChatId,
            to.Thread ?? (object)DBNull.Value
        );

    /// <summary>The messages that show an asked call and that nothing has changed since.</summary>
    public Task<List<OutboxRow>> ShowingAsync() =>
        store.ReadAsync(
            $"""
            {Columns} indexed by outbox_approvals where approval is not null and state in ('pending', 'sending', 'sent')
            and not exists (select 1 from outbox as later where later.edits = outbox.id) order by id
            """,
            Read
        );

    /// <summary>Those that are not worth sending any more, the oldest first.</summary>
    public Task<List<OutboxRow>> OverdueAsync(int limit) =>
        store.ReadAsync(
            $"{Columns} indexed by outbox_waiting where {Waiting} and state = 'pending' and expires_at <= @0 order by id limit @1",
            Read,
            time.GetUtcNow().ToUnixTimeMilliseconds(),
            (long)limit
        );

    public async Task<DateTimeOffset?> NextExpiryAsync() =>
        (
            await store.ReadAsync(
                $"select min(expires_at) from outbox where {Waiting} and state = 'pending'",
                static row => row.TimeOrNull(0)
            )
        )[0];

    public Task<OutboxRow?> FindAsync(long id) => store.ReadOneAsync($"{Columns} where id = @0", Read, id);

    /// <summary>The pieces of the message that a row is one of, in their order: they were queued together, one after the other.</summary>
    public async Task<List<OutboxRow>> PiecesAsync(OutboxMessage one)
    {
        var near = await store.ReadAsync(
            $"""
            {Columns} where id between @0 and @1 and channel = @2 and account = @3 and chat = @4 and thread is @5 and session = @6 and turn is @7 and queued_at = @8 and edits is null
            order by id
            """,
            Read,
            one.Id - MostPieces,
            one.Id + MostPieces,
            one.To.Channel,
            one.To.Account,
            one.To.ChatId,
            one.To.Thread ?? (object)DBNull.Value,
            one.Session.Value,
            one.Turn?.Value ?? (object)DBNull.Value,
            one.QueuedAt.ToUnixTimeMilliseconds()
        );
        var at = near.FindIndex(row => row.Message.Id == one.Id);
        var (first, last) = (at, at);
        while (first > 0 && near[first - 1].Message.Id == near[first].Message.Id - 1)
        {
            first--;
        }
        while (last >= 0 && last < near.Count - 1 && near[last + 1].Message.Id == near[last].Message.Id + 1)
        {
            last++;
        }
        return at < 0 ? [] : near[first..(last + 1)];
    }

    /// <summary>What was not sent, the newest first.</summary>
    public Task<List<OutboxRow>> UnsentAsync(int limit) =>
        store.ReadAsync(connection =>
        {
            // Each half out of its own index: left to itself SQLite walks over everything that was ever sent, because it is in order
            // already.
            var rows = connection.Query(
                $"{Columns} indexed by outbox_waiting where {Waiting} order by id desc limit @0",
                Read,
                (long)limit
            );
            rows.AddRange(connection.Query($"{Columns} indexed by outbox_left where {Left} order by id desc limit @0", Read, (long)limit));
            rows.Sort(static (a, b) => b.Message.Id.CompareTo(a.Message.Id));
            if (rows.Count > limit)
            {
                rows.RemoveRange(limit, rows.Count - limit);
            }
            return rows;
        });

    public Task<List<OutboxRow>> NewestAsync(int limit) => store.ReadAsync($"{Columns} order by id desc limit @0", Read, (long)limit);

    public Task<List<OutboxRow>> NewestAsync(string state, int limit) =>
        store.ReadAsync($"{Columns} where state = @0 order by id desc limit @1", Read, state, (long)limit);

    public Task<OutboxCounts> CountAsync() =>
        store.ReadAsync(static connection =>
        {
            var waiting = connection.Query(
                $"select channel, count(*) from outbox where {Waiting} group by channel",
                static row => (Channel: row.GetString(0), Count: row.GetInt32(1))
            );
            var left = connection.Query(
                $"select state, count(*) from outbox where {Left} group by state",
                static row => (State: row.GetString(0), Count: row.GetInt32(1))
            );
            int Of(string state) => left.Find(l => l.State == state).Count;
            return new OutboxCounts(
                waiting.Sum(static w => w.Count),
                Of(OutboxStates.Unknown),
                Of(OutboxStates.Failed),
                Of(OutboxStates.Expired),
                [.. waiting.Select(static w => w.Channel)]
            );
        });

    private static OutboxRow Read(SqliteDataReader row) =>
        new()
        {
            Message = new OutboxMessage
            {
                Id = row.GetInt64(0),
                Session = new SessionKey(row.GetString(1)),
                Turn = row.IsDBNull(2) ? null : new TurnId(row.GetInt64(2)),
                To = new ReplyAddress(row.GetString(3), row.GetString(4), row.GetString(5), row.Text(6)),
                Text = row.GetString(7),
                Attempts = row.GetInt32(8),
                QueuedAt = row.Time(9),
                ExpiresAt = row.TimeOrNull(10),
                IsMarkdown = row.GetInt64(17) > 0,
                Approval = row.Text(18) is { } approval ? ShownApproval.Parse(approval) : null,
                Edits = row.IsDBNull(19) ? null : new EditTarget(row.GetInt64(19), row.Text(20)),
            },
            State = row.GetString(11),
            NextAt = row.TimeOrNull(12),
            SentAt = row.TimeOrNull(13),
            ChannelMessage = row.Text(14),
            Failure = row.Text(15),
            WasResent = row.GetInt64(16) > 0,
        };
}
