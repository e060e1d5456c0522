using Microsoft.Data.Sqlite;

namespace OpenClaw.Foundation.Storage;

/// <summary>
/// Rows of a table that have grown old, a slice at a time: their keys are read where nobody waits, and each batch is small enough that
/// nobody waits behind it. </summary>
internal static class Slices
{
    /// <summary>At most so many rows in a batch.</summary>
    public const long Rows = 500;

    /// <param name="select">
    /// Gives the rows after a key, in the keys' order, the key's columns first. Its parameters are the key's columns, the time and how many
    /// at most. </param>
    /// <param name="first">A key before all others.</param>
    /// <param name="before">The time, in whatever the table counts it.</param>
    /// <param name="forget">Adds what becomes of one row, given its columns; it looks again whether the row is still what it was.</param>
    public static async IAsyncEnumerable<Batch> Of(Store store, string select, object[] first, long before, Action<Batch, object[]> forget)
    {
        var after = first;
        while (true)
        {
            object[] values = [.. after.AsSpan(0, first.Length), before, Rows];
            var rows = await store.ReadApartAsync(connection => connection.Query(select, Columns, values));
            if (rows.Count == 0)
            {
                yield break;
            }
            var batch = new Batch();
            foreach (var row in rows)
            {
                forget(batch, row);
            }
            yield return batch;
            after = rows[^1];
        }
    }

    // Boxed, where a type for each table's key would be tidier: the executable pays for every list and state machine of another type.
    private static object[] Columns(SqliteDataReader row)
    {
        var columns = new object[row.FieldCount];
        row.GetValues(columns);
        return columns;
    }
}
