using Microsoft.Data.Sqlite;

namespace OpenClaw.Foundation.Storage;

/// <summary>Reads columns with the same conventions that <see cref="Batch"/> writes with.</summary>
internal static class Rows
{
    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Time(this SqliteDataReader reader, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.Time(column);
}
