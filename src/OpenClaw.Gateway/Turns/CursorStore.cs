using System.Security.Cryptography;

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

    /// <summary>What a state is called, for whoever must tell one from another. Kept here, being one value under a name as the cursors
    /// are: no channel is called so.</summary>
    public const string State = "state";

    public const string Id = "id";

    /// <summary>A new name at each takeover; see <see cref="State"/>.</summary>
    public const string Epoch = "epoch";

    /// <summary>Gives the state a name if it has none yet. It goes into every copy.</summary>
    public static void Name(Batch batch) =>
        batch.Add(
            "insert into cursors(channel, account, value) values(@0, @1, @2) on conflict(channel, account) do nothing",
            State,
            Id,
            RandomNumberGenerator.GetHexString(16, lowercase: true)
        );

    public Task<string?> OfStateAsync(string what) => ReadAsync(State, what);

    /// <summary>The same of a file that no gateway works on, or before there is one.</summary>
    public static string? OfState(PreparedConnection connection, string what) =>
        connection.Query("select value from cursors where channel = @0 and account = @1", static row => row.GetString(0), State, what)
            is [var value]
            ? value
            : null;

    private Task<string?> ReadAsync(string channel, string account) =>
        store.ReadOneAsync(
            "select value from cursors where channel = @0 and account = @1",
            static row => row.GetString(0),
            channel,
            account
        );
}
