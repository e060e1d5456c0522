using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Migrations;

namespace OpenClaw.Foundation.Storage;

/// <summary>Opens the file the way the whole program relies on, and brings its schema up to date.</summary>
internal static class Database
{
    static Database() => SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());

    /// <summary>Marks the file as ours, so that another program's database is never migrated by accident ("oclw").</summary>
    private const int ApplicationId = 0x6f636c77;

    /// <summary>Opens for writing, migrates, checks. The file gets mode 0600.</summary>
    /// <param name="keepsCopy">Whether a migration makes a copy first: not of what is a copy itself.</param>
    /// <exception cref="StorageException">Newer, not ours, damaged, full or read-only.</exception>
    public static SqliteConnection OpenWriter(string path, bool keepsCopy = true)
    {
        try
        {
            FileCheck.NotCut(path);
            if (!File.Exists(path))
            {
                PrivateFile.Open(path, FileMode.OpenOrCreate).Dispose();
            }

            var connection = Connect(path, SqliteOpenMode.ReadWrite, Pragmas);
            try
            {
                Migrate(connection, path, keepsCopy);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (SqliteException e)
        {
            throw Translate(e, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StateDirectory.Classify(e), $"{path}: {e.Message}", e);
        }
    }

    public static SqliteConnection OpenReader(string path) => Open(path, path, Pragmas);

    /// <summary>
    /// Opens a file that no gateway works on (a backup, a state that is stopped), for reading. Leaves nothing beside it, and asks for no
    /// right to write there. </summary>
    public static SqliteConnection OpenAside(string path)
    {
        // Whoever works on it, or died over it, has left a log that belongs to it. Without one the file is all there is.
        var source = File.Exists($"{path}-wal")
            ? path
            : $"file:{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}?immutable=1";
        return Open(path, source, "pragma cache_size=-512; pragma temp_store=memory");
    }

    /// <summary>Whether a file is a state, by its first bytes: SQLite's and our own mark.</summary>
    public static bool IsOurs(string path)
    {
        using var handle = File.OpenHandle(path);
        Span<byte> header = stackalloc byte[72];
        return RandomAccess.Read(handle, header, 0) == header.Length
            && header.StartsWith("SQLite format 3\0"u8)
            && System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header[68..]) == ApplicationId;
    }

    public static StorageException Translate(SqliteException e, string path) =>
        e.SqliteErrorCode switch
        {
            // The log's index cannot grow on a full disk, and SQLite calls that an input-output error.
            var code when code == 13 || (code == 10 && IsFull(path)) => new(
                StorageFault.DiskFull,
                $"{path}: no space left on the disk. Free some space; nothing that was accepted is lost.",
                e
            ),
            8 => new(
                StorageFault.ReadOnly,
                $"{path}: the file or its file system is read-only. Remount it, or choose another directory with -s.",
                e
            ),
            10 => new(StorageFault.Io, $"{path}: the disk reported an error ({e.Message}). Check the medium (dmesg).", e),
            11 => new(StorageFault.Corrupt, $"{path}: the file is damaged ({e.Message}). {Remedy("it")}", e),
            26 => new(StorageFault.NotOurs, $"{path} is not a SQLite database. {Remedy("it")} Or choose another directory with -s.", e),
            5 or 6 => new(StorageFault.Locked, $"{path} is locked by another program. Close it there.", e),
            14 => new(StorageFault.Io, $"{path} cannot be opened ({e.Message}). Check the directory and its permissions.", e),
            _ => new(StorageFault.Other, $"{path}: {e.Message}", e),
        };

    private static bool IsFull(string path)
    {
        const long LeastRoom = 64 * 1024;
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace < LeastRoom;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>What can be done about a file that is damaged.</summary>
    public static string Remedy(string what) =>
        $"`openclaw restore FILE` puts a backup in its place; or move {what} and openclaw.log* aside to start anew.";

    private static SqliteConnection Open(string path, string source, string pragmas)
    {
        try
        {
            return Connect(source, SqliteOpenMode.ReadOnly, pragmas);
        }
        catch (SqliteException e)
        {
            throw Translate(e, path);
        }
    }

    private static SqliteConnection Connect(string source, SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = source,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        try
        {
            connection.Open();
            Execute(connection, pragmas);
            return connection;
        }
        catch
        {
            // Left open it would hold the file, and the mount it lies on.
            connection.Dispose();
            throw;
        }
    }

    // Small pages: a step of a turn changes a few short rows, and every page that holds one is written whole. A small page cache: the
    // working set is one conversation. The log is copied back at 4 MB. Foreign keys are not used; rows of several rooms are joined by
    // their ids alone.
    private const string Pragmas =
        "pragma page_size=1024; pragma journal_mode=wal; pragma synchronous=full; pragma cache_size=-512; pragma temp_store=memory; pragma wal_autocheckpoint=4000; pragma journal_size_limit=4194304";

    private static void Migrate(SqliteConnection connection, string path, bool keepsCopy)
    {
        var version = (int)Scalar(connection, "pragma user_version");
        var application = (int)Scalar(connection, "pragma application_id");
        // Litestream makes its two tables in a file that is still empty, when it is there first.
        var tables = Scalar(connection, "select count(*) from sqlite_schema where name not like '~_litestream~_%' escape '~'");
        if (application != ApplicationId && tables > 0)
        {
            throw new StorageException(StorageFault.NotOurs, $"{path} is some other program's database. Choose another directory with -s.");
        }

        if (version > Schema.Steps.Count)
        {
            throw new StorageException(
                StorageFault.Newer,
                $"{path} was written by a newer openclaw (schema {version}, this one knows {Schema.Steps.Count}). Install that version{WayBack(path)}, or choose another directory with -s."
            );
        }

        if (version == Schema.Steps.Count)
        {
            return;
        }
        if (version > 0 && keepsCopy)
        {
            // On the disk before the migration is: a power cut in between must not leave the new state and no way back.
            StateCopy.Write(connection, CopyBeforeMigration(path, version), overwrite: true, @sealed: true);
        }

        // One transaction for all of them: a kill in between leaves the file as it was, and a new file is synced once.
        var steps = string.Join(";\n", Schema.Steps.Skip(version));
        Execute(
            connection,
            $"begin immediate; {steps}; pragma application_id={ApplicationId}; pragma user_version={Schema.Steps.Count}; commit"
        );
    }

    /// <summary>The name of the copy that is made before a state of that schema is migrated.</summary>
    public static string CopyBeforeMigration(string path, long schema) => $"{path}.schema{schema}";

    /// <summary>How to go on with the newest copy that this program can read; nothing where there is none.</summary>
    private static string WayBack(string path)
    {
        for (var schema = Schema.Steps.Count; schema > 0; schema--)
        {
            if (CopyBeforeMigration(path, schema) is var copy && File.Exists(copy))
            {
                return $", or go back to the copy that was made before the migration, without what happened since: openclaw restore -s {Path.GetDirectoryName(path)} {copy}";
            }
        }

        return "";
    }

    internal static void Execute(SqliteConnection connection, string sql, string? value = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (value is not null)
        {
            command.Parameters.AddWithValue("@0", value);
        }
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
