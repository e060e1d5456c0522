using Microsoft.Data.Sqlite;

namespace OpenClaw.Foundation.Storage;

/// <summary>A connection that keeps its statements compiled. Used by one thread at a time. Values take the places <c>@0</c>, <c>@1</c> ...
/// of the SQL.</summary>
internal sealed class PreparedConnection(SqliteConnection connection) : IDisposable
{
    /// <summary>The program has some fifty statements; more means that somebody builds SQL from data.</summary>
    private const int MostStatements = 200;

    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object> values)
    {
        var command = Prepare(sql, values);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            // A statement is kept as long as the gateway lives; the text it wrote last need not be.
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = DBNull.Value;
            }
        }
    }

    /// <summary>All rows of a query, each read by <paramref name="row"/>. Times are read with <see cref="Rows"/>.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object> values)
    {
        // Disposed before it returns: a statement that is not reset holds its snapshot, and the log could not be cut.
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }
        return rows;
    }

    /// <summary>The rows of a query one at a time, for what is too much to hold. Its snapshot is held until the enumeration ends.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<SqliteDataReader, T> row)
    {
        using var reader = Prepare(sql, []).ExecuteReader();
        while (reader.Read())
        {
            yield return row(reader);
        }
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }
        connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            if (_prepared.Count >= MostStatements)
            {
                throw new InvalidOperationException($"more than {MostStatements} different statements; the newest is: {sql}");
            }
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.AddWithValue("@" + i.ToString(CultureInfo.InvariantCulture), DBNull.Value);
            }
            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        return command;
    }
}
