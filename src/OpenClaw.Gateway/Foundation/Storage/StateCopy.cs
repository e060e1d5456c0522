using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Storage;

/// <summary>
/// Writes a whole, compact copy of a state file while it is in use: the copy is what was committed when it began. It appears under its name
/// when all of it is on the disk, and not before. Takes as long as the file is large; never on the loop.
/// </summary>
internal static class StateCopy
{
    private static readonly TimeSpan s_remains = TimeSpan.FromHours(6);

    /// <summary>Makes a copy for somebody, under a name of his.</summary>
    /// <param name="database">The state's own file.</param>
    /// <param name="connection">Open on it, for reading; used by nobody else meanwhile.</param>
    /// <param name="file">Absolute. It gets mode 0600.</param>
    /// <param name="overwrite">Whether a copy that was made earlier may be replaced. Anything else under that name never is.</param>
    /// <returns>Where the audit ends in the copy.</returns>
    /// <exception cref="StorageException">It could not be written; nothing was left behind.</exception>
    public static AuditHead Write(string database, SqliteConnection connection, string file, bool overwrite)
    {
        Check(database, file, overwrite);
        return Write(connection, file, overwrite, @sealed: true);
    }

    /// <summary>Makes a copy of a state that no gateway works on; its directory's lock is the caller's.</summary>
    public static AuditHead Write(StateDirectory state, string file, bool overwrite)
    {
        FileCheck.NotCut(state.Database);
        using var connection = Database.OpenAside(state.Database);
        return Write(state.Database, connection, file, overwrite);
    }

    /// <summary>Makes a copy to be read at once: it lies in the state's folder and has no name any more, so that nothing is left of it
    /// whatever happens.</summary>
    /// <returns>The copy at its beginning, and where the audit ends in it.</returns>
    public static (FileStream Copy, AuditHead Head) Open(string database, SqliteConnection connection)
    {
        // A name of its own: two may be made at once.
        var file = Path.Combine(Path.GetDirectoryName(database)!, $".outgoing-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        try
        {
            var head = Write(connection, file, overwrite: false, @sealed: true);
            return (new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete), head);
        }
        catch (StorageException e) when (e.Fault == StorageFault.DiskFull)
        {
            throw new StorageException(
                e.Fault,
                $"no space left on the disk of {Path.GetDirectoryName(database)}, where a copy is made before it goes to standard output. Name a file on another disk: openclaw backup FILE.",
                e
            );
        }
        finally
        {
            DeleteQuietly(file);
        }
    }

    /// <inheritdoc cref="Open(string, SqliteConnection)"/>
    /// <param name="state">That no gateway works on; its lock is the caller's.</param>
    public static (FileStream Copy, AuditHead Head) Open(StateDirectory state)
    {
        FileCheck.NotCut(state.Database);
        using var connection = Database.OpenAside(state.Database);
        return Open(state.Database, connection);
    }

    /// <summary>The same under a name that needs no check.</summary>
    /// <param name="sealed">Whether it gets a checksum: what is kept as a backup does, and what becomes the state does not.</param>
    public static AuditHead Write(SqliteConnection connection, string file, bool overwrite, bool @sealed = false)
    {
        var folder = Path.GetDirectoryName(file)!;
        DeleteRemains(folder, Path.GetFileName(file));
        var partial = Path.Combine(folder, $".{Path.GetFileName(file)}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.partial");
        try
        {
            // SQLite fills a file that is empty; made here, it is nobody else's to read from the start.
            PrivateFile.Open(partial, FileMode.CreateNew).Dispose();
            Database.Execute(connection, "vacuum into @0", partial);
            if (@sealed)
            {
                BackupSeal.Put(partial);
            }
            Durable.FlushFile(partial);
            AuditHead head;
            using (var copy = new PreparedConnection(Database.OpenAside(partial)))
            {
                head = AuditTable.HeadOrNone(copy);
            }
            File.Move(partial, file, overwrite);
            Durable.FlushDirectory(folder);
            return head;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == 13)
        {
            throw new StorageException(
                StorageFault.DiskFull,
                $"{file}: no space left on that disk; nothing was kept of the copy. Free some space there, or name another place.",
                e
            );
        }
        catch (SqliteException e)
        {
            throw Database.Translate(e, connection.DataSource);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StateDirectory.Classify(e), $"{file} cannot be written: {StateDirectory.Reason(e)}.", e);
        }
        finally
        {
            DeleteQuietly(partial);
            // SQLite's own, where it died over the copy.
            DeleteQuietly($"{partial}-journal");
        }
    }

    private static void Check(string database, string file, bool overwrite)
    {
        if (Directory.Exists(file))
        {
            throw Wrong($"{file} is a directory. Name a file in it: {Path.Combine(file, "openclaw.backup")}");
        }
        if (Path.GetDirectoryName(file) is not { } folder || !Directory.Exists(folder))
        {
            throw Wrong(
                $"{Path.GetDirectoryName(file)} does not exist, so {Path.GetFileName(file)} cannot be put there. Make it first, or name another place."
            );
        }
        // Not by the path alone: a link to the directory would lead to the same file.
        var isOwnName =
            Path.GetFileName(file) is var name
            && (
                name is StateDirectory.DatabaseName
                || name.StartsWith($"{StateDirectory.DatabaseName}-", StringComparison.Ordinal)
                || name == Path.GetFileName(StateRestore.IncomingOf(database))
            );
        if (isOwnName && FileIdentity.Of(folder) == FileIdentity.Of(Path.GetDirectoryName(database)!))
        {
            throw Wrong($"{file} is a name that the state itself uses. Choose another.");
        }
        if (!File.Exists(file))
        {
            return;
        }
        if (!overwrite)
        {
            throw Wrong($"{file} exists already. Choose another name; --force replaces a copy that was made earlier.");
        }
        if (!Database.IsOurs(file))
        {
            throw Wrong($"{file} exists and is no copy of a state, so it is not replaced. Choose another name.");
        }
    }

    private static StorageException Wrong(string message) => new(StorageFault.Other, message);

    /// <summary>What is left of a copy whose process was killed. A younger one may be somebody's that is being made.</summary>
    private static void DeleteRemains(string folder, string name)
    {
        try
        {
            foreach (var left in Directory.EnumerateFiles(folder, $".{name}.????????.partial*"))
            {
                if (TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(left) > s_remains)
                {
                    DeleteQuietly(left);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever keeps the folder from being read keeps the copy from being written, and is said there.
        }
    }

    private static void DeleteQuietly(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong before is what its reader needs to hear.
        }
    }
}
