namespace OpenClaw.Storage;

/// <summary>
/// Rows of a table that have grown old, a slice at a time: their keys are read where nobody waits, and each batch is small enough that nobody waits behind it.
/// </summary>
internal static class Slices
{
    /// <summary>At most so many rows in a batch.</summary>
    public const long Rows = 500;

    /// <param name="first">A key before all others.</param>
    /// <param name="next">Reads at most <see cref="Rows"/> rows after a key, in the keys' order.</param>
    /// <param name="forget">Adds what becomes of one row; it looks again whether the row is still what it was.</param>
    public static async IAsyncEnumerable<Batch> Of<TKey>(Store store, TKey first, Func<PreparedConnection, TKey, List<TKey>> next, Action<Batch, TKey> forget)
    {
        var after = first;
        while (true)
        {
            var from = after;
            var rows = await store.ReadApartAsync(connection => next(connection, from));
            if (rows.Count == 0) yield break;
            var batch = new Batch();
            foreach (var row in rows) forget(batch, row);
            yield return batch;
            after = rows[^1];
        }
    }
}
