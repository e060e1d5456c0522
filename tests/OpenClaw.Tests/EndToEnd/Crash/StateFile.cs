using Microsoft.Data.Sqlite;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>A copy of the state as it lies on the disk, opened the way the next start would open it.</summary>
internal sealed class StateFile : IDisposable
{
    private readonly TempFolder _folder;
    private readonly SqliteConnection _connection;

    static StateFile() => SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());

    private StateFile(TempFolder folder)
    {
        _folder = folder;
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = folder.File("state.db"), Pooling = false }.ToString()
        );
        _connection.Open();
    }

    /// <summary>Null when there is no database yet, or one without its tables: the gateway died while it made them.</summary>
    public static StateFile? OpenCopy(string stateFolder)
    {
        // Not the -shm: it is no state, and the next start makes its own.
        var files = new[] { "state.db", "state.db-wal" }
            .Where(name => File.Exists(Path.Combine(stateFolder, name)))
            .ToDictionary(static name => name, name => File.ReadAllBytes(Path.Combine(stateFolder, name)));
        return Open(files);
    }

    /// <summary>The same from bytes that are nowhere on a disk.</summary>
    public static StateFile? Open(IReadOnlyDictionary<string, byte[]> files)
    {
        if (!files.ContainsKey("state.db"))
        {
            return null;
        }
        var folder = new TempFolder();
        foreach (var (name, content) in files)
        {
            File.WriteAllBytes(folder.File(name), content);
        }
        var state = new StateFile(folder);
        // The steps of the schema are one transaction each; what is asked of the rows needs them all.
        if (state.Query("pragma user_version", static row => row.GetInt64(0))[0] >= LastSchema)
        {
            return state;
        }
        state.Dispose();
        return null;
    }

    private const long LastSchema = 4;

    public IReadOnlyList<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object> values)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@{i}", values[i]);
        }
        using var rows = command.ExecuteReader();
        var result = new List<T>();
        while (rows.Read())
        {
            result.Add(read(rows));
        }
        return result;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }
}
