namespace OpenClaw.Turns.Inbound;

/// <summary>Deletes the identities of messages from long ago. One that comes again afterwards is a new message.</summary>
internal static class InboxRetention
{
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
}
