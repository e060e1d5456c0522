namespace OpenClaw.Turns;

/// <summary>The rows of <c>cursors</c>: how far a channel was read, in its own words. Written with the message it belongs to.</summary>
internal sealed class CursorStore(Store store)
{
    public static void Set(Batch batch, string channel, string account, string value) =>
        batch.Add(
            "insert into cursors(channel, account, value) values(@0, @1, @2) on conflict(channel, account) do update set value = @2",
            channel,
            account,
            value
        );

    /// <summary>Null when the account was never read. What a version that noted no accounts had read of the channel is then taken for this
    /// one's: once, and with its messages, so that none is answered twice.</summary>
    public async Task<string?> FindAsync(string channel, string account)
    {
        if (await ReadAsync(channel, account) is { } cursor)
        {
            return cursor;
        }
        if (await ReadAsync(channel, "") is not { } noted)
        {
            return null;
        }
        await store.CommitAsync(
            new Batch()
                .Add("update cursors set account = @1 where channel = @0 and account = ''", channel, account)
                // The clock's own, such as reminders, have words for numbers and stay.
                .Add("update inbox set account = @1 where channel = @0 and account = '' and message not glob '*[^0-9]*'", channel, account)
        );
        return noted;
    }

    private Task<string?> ReadAsync(string channel, string account) =>
        store.ReadOneAsync(
            "select value from cursors where channel = @0 and account = @1",
            static row => row.GetString(0),
            channel,
            account
        );
}
