namespace OpenClaw.Turns.Inbound;

/// <summary>The rows of <c>inbox</c>: which messages came, and which turn each became.</summary>
internal sealed class InboxStore(Store store)
{
    private const string Row =
        "insert or ignore into inbox(channel, account, chat, message, edit, sender, received_at, turn) values(@0, @1, @2, @3, @4, @5, @6, @7)";

    /// <summary>Adds a message to its turn's batch, which becomes a conflict when the message was here before.</summary>
    public static void Add(Turn turn) => turn.Batch.Expect(1, Row, Values(turn.Message, turn.Message.Identity, turn.Id));

    /// <summary>
    /// Adds that a signature was shown for a message, and makes the batch a conflict when it was shown before: the key that makes two calls
    /// the same is in a header that nobody signs, so whoever overheard a call could make others of it with keys of his own.
    /// </summary>
    public static void AddSignature(Batch batch, InboundMessage message, TurnId turn, string signature) =>
        batch.Expect(1, Row, Values(message, OfSignature(message, signature), turn));

    /// <summary>The same for a message that is known already, and was signed anew.</summary>
    public Task NoteSignatureAsync(InboundMessage message, TurnId turn, string signature) =>
        store.CommitAsync(new Batch().Add(Row, Values(message, OfSignature(message, signature), turn)));

    /// <summary>Whether a message was here before. One that comes twice at the same moment is found out when it is accepted.</summary>
    public async Task<bool> IsKnownAsync(MessageIdentity id) => (await FindAsync(id)).Count > 0;

    /// <summary>The number a known message was given. Null when it is not known, or was taken by a version that did not note it.</summary>
    public async Task<TurnId?> FindTurnAsync(MessageIdentity id) => await FindAsync(id) is [var turn] ? turn : null;

    /// <summary>The newest version of a message that began a turn, as its row has it; null when there is none.</summary>
    public Task<StoredMessage?> FindLatestAsync(MessageIdentity id) =>
        store.LookOneAsync(
            """
            select turns.message from inbox join turns on turns.id = inbox.turn
            where inbox.channel = @0 and inbox.account = @1 and inbox.chat = @2 and inbox.message = @3 order by inbox.edit desc limit 1
            """,
            static row => JsonSerializer.Deserialize(row.GetString(0), MessageJson.Default.StoredMessage)!,
            id.Channel,
            id.Account,
            id.ChatId,
            id.MessageId
        );

    /// <summary>Whether an earlier version of a message began no turn, as commands do not.</summary>
    public async Task<bool> BeganNoTurnAsync(MessageIdentity id) =>
        (
            await store.LookAsync(
                """
                select 1 from inbox left join turns on turns.id = inbox.turn
                where inbox.channel = @0 and inbox.account = @1 and inbox.chat = @2 and inbox.message = @3 and inbox.edit < @4 and turns.id is null limit 1
                """,
                static row => true,
                Key(id)
            )
        ).Count > 0;

    /// <summary>Deletes the identities of messages from long ago. One that comes again afterwards is a new message.</summary>
    public static IAsyncEnumerable<Batch> ForgetAsync(Store store, DateTimeOffset before) =>
        Slices.Of(
            store,
            """
            select channel, account, chat, message, edit from inbox
            where (channel, account, chat, message, edit) > (@0, @1, @2, @3, @4) and received_at < @5
            order by channel, account, chat, message, edit limit @6
            """,
            ["", "", "", "", long.MinValue],
            before.ToUnixTimeMilliseconds(),
            static (batch, row) =>
                batch.Add("delete from inbox where channel = @0 and account = @1 and chat = @2 and message = @3 and edit = @4", row)
        );

    private Task<List<TurnId?>> FindAsync(MessageIdentity id) =>
        store.LookAsync(
            "select turn from inbox where channel = @0 and account = @1 and chat = @2 and message = @3 and edit = @4",
            static row => row.IsDBNull(0) ? (TurnId?)null : new TurnId(row.GetInt64(0)),
            Key(id)
        );

    private static MessageIdentity OfSignature(InboundMessage message, string signature) =>
        new(message.Identity.Channel, "signature", message.Identity.ChatId, signature);

    private static object[] Key(MessageIdentity id) => [id.Channel, id.Account, id.ChatId, id.MessageId, id.Edit];

    private static object?[] Values(InboundMessage message, MessageIdentity id, TurnId turn) =>
        [.. Key(id), message.Sender.Address, message.ReceivedAt, turn.Value];
}
