using Microsoft.Data.Sqlite;

namespace OpenClaw.Storage;

/// <summary>Reads with the same conventions that <see cref="Batch"/> writes with.</summary>
internal static class Rows
{
    public static List<T> Query<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] is DateTimeOffset at ? at.ToUnixTimeMilliseconds() : values[i];
            command.Parameters.AddWithValue(ParameterName(i), value ?? DBNull.Value);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }

    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTimeOffset Time(this SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);

    internal static string ParameterName(int index) => index switch
    {
        0 => "@0", 1 => "@1", 2 => "@2", 3 => "@3", 4 => "@4", 5 => "@5", 6 => "@6", 7 => "@7", 8 => "@8", 9 => "@9",
        _ => "@" + index.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
