namespace OpenClaw.Delivery.Outbox;

/// <summary>Deletes messages from long ago that were sent, or never will be. One that waits, is on its way, or may have arrived stays until
/// somebody decides.</summary>
internal static class OutboxRetention
{
    private const string IsOver = "state not in ('pending', 'sending', 'unknown')";

    public static IAsyncEnumerable<Batch> ForgetAsync(Store store, DateTimeOffset before) =>
        Slices.Of(
            store,
            // The newest stays whatever its age: numbers go on from it, and none is given twice.
            $"select id from outbox where id > @0 and {IsOver} and coalesce(sent_at, queued_at) < @1 and id < (select max(id) from outbox) order by id limit @2",
            [0L],
            before.ToUnixTimeMilliseconds(),
            // Somebody may have asked meanwhile to have it sent again.
            static (batch, row) => batch.Add($"delete from outbox where id = @0 and {IsOver}", row)
        );
}
