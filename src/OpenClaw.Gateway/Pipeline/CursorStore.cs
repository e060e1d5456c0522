using OpenClaw.Storage;

namespace OpenClaw.Pipeline;

/// <summary>The rows of <c>cursors</c>: how far a channel was read, in its own words. Written with the message it belongs to.</summary>
internal sealed class CursorStore(Store store)
{
    public static void Set(Batch batch, string channel, string account, string value) => batch.Add(
        "insert into cursors(channel, account, value) values(@0, @1, @2) on conflict(channel, account) do update set value = @2", channel, account, value);

    /// <summary>Null when the channel was never read.</summary>
    public async Task<string?> FindAsync(string channel, string account) => (await store.ReadAsync(connection =>
        connection.Query("select value from cursors where channel = @0 and account = @1", static row => row.GetString(0), channel, account))).SingleOrDefault();
}
