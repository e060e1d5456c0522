namespace OpenClaw.Foundation.Storage;

/// <summary>Cuts the beginning of the chain off when it has grown old. Each cut is one batch with the row that tells of it.</summary>
internal static class AuditRetention
{
    // Each costs a row that is kept as long as the others.
    private const int Rows = 2000;

    public static async IAsyncEnumerable<Batch> ForgetAsync(Store store, DateTimeOffset before)
    {
        while (await store.ReadApartAsync(connection => AuditTable.OldEnd(connection, before, Rows)) is { } end)
        {
            var batch = new Batch();
            AuditTable.Cut(batch, end);
            yield return batch;
        }
    }
}
