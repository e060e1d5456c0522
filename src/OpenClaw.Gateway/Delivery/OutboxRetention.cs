using OpenClaw.Storage;

namespace OpenClaw.Delivery;

/// <summary>Deletes messages from long ago that were sent, or never will be. One that waits, is on its way, or may have arrived stays until somebody decides.</summary>
internal static class OutboxRetention
{
    private const string IsOver = "state not in ('pending', 'sending', 'unknown')";

    public static IAsyncEnumerable<Batch> ForgetAsync(Store store, DateTimeOffset before) => Slices.Of(
        store, 0L,
        // The newest stays whatever its age: numbers go on from it, and none is given twice.
        (connection, after) => connection.Query(
            $"select id from outbox where id > @0 and {IsOver} and coalesce(sent_at, queued_at) < @1 and id < (select max(id) from outbox) order by id limit @2",
            static row => row.GetInt64(0), after, before.ToUnixTimeMilliseconds(), Slices.Rows),
        // Somebody may have asked meanwhile to have it sent again.
        static (batch, id) => batch.Add($"delete from outbox where id = @0 and {IsOver}", id));
}
