using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Foundation.Storage.Migrations;

namespace OpenClaw.Foundation.Storage;

/// <summary>
/// Puts a copy in the place of the state. The copy is first made whole beside it under the name <c>state.db.incoming</c>, and from that
/// moment on the restore will be finished, by this process or by the next that opens the directory: a power cut leaves the old state or the
/// new one, and never the log of one with the file of the other. Needs the directory's lock.
/// </summary>
internal static class StateRestore
{
    public static string IncomingOf(string database) => $"{database}.incoming";

    /// <summary>Looks at a file that is to be restored, all of it.</summary>
    /// <returns>Where its audit ends.</returns>
    /// <exception cref="StorageException">It is none of ours, newer than this program, or damaged.</exception>
    public static AuditHead Check(string file)
    {
        if (Directory.Exists(file))
        {
            throw new StorageException(StorageFault.NotOurs, $"{file} is a directory. Name the file in it that `openclaw backup` made.");
        }
        if (!File.Exists(file))
        {
            throw new StorageException(StorageFault.Other, $"{file} does not exist.");
        }
        try
        {
            if (!Database.IsOurs(file))
            {
                throw new StorageException(
                    StorageFault.NotOurs,
                    $"{file} is no state of openclaw. Name a file that `openclaw backup` made."
                );
            }
            // Before SQLite looks at it, which would say less of a file that is cut off.
            if (BackupSeal.Complaint(file) is { } complaint)
            {
                throw new StorageException(StorageFault.Corrupt, $"{file} is damaged: {complaint}. Take an older one.");
            }
            using var connection = new PreparedConnection(Database.OpenAside(file));
            if (connection.Query("pragma user_version", static row => row.GetInt64(0))[0] is var version && version > Schema.Steps.Count)
            {
                throw new StorageException(
                    StorageFault.Newer,
                    $"{file} was made by a newer openclaw (schema {version}, this one knows {Schema.Steps.Count}). Install that version first."
                );
            }

            if (connection.Query("pragma quick_check(1)", static row => row.GetString(0)) is not ["ok"] and var found)
            {
                throw new StorageException(
                    StorageFault.Corrupt,
                    $"{file} is damaged ({string.Join("; ", found).ReplaceLineEndings(" ")}). Take an older one."
                );
            }

            return AuditTable.HeadOrNone(connection);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            throw new StorageException(StorageFault.Corrupt, $"{file} is damaged ({e.Message}). Take an older one.", e);
        }
        catch (SqliteException e)
        {
            throw Database.Translate(e, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StateDirectory.Classify(e), $"{file} cannot be read: {StateDirectory.Reason(e)}.", e);
        }
    }

    /// <summary>Restores a file that was checked.</summary>
    /// <returns>Where the state of before lies now; null when there was none.</returns>
    public static string? Place(StateDirectory state, string file)
    {
        using (var connection = Database.OpenAside(file))
        {
            StateCopy.Write(connection, IncomingOf(state.Database), overwrite: false);
        }
        return Finish(state.Database);
    }

    /// <summary>Goes on with a restore whose copy is complete; does nothing when there is none.</summary>
    /// <returns>Where the state of before lies now; null when nothing was put aside.</returns>
    public static string? Finish(string database)
    {
        var incoming = IncomingOf(database);
        if (!File.Exists(incoming))
        {
            return null;
        }
        // The same name in every attempt: file and log of the old state must stay together.
        var aside = Path.Combine(
            Path.GetDirectoryName(database)!,
            $"{StateDirectory.AsideName}{File.GetLastWriteTimeUtc(incoming).ToString("yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture)}"
        );
        var folder = Path.GetDirectoryName(database)!;
        if (File.Exists(database))
        {
            File.Move(database, aside);
        }
        if (File.Exists($"{database}-wal"))
        {
            File.Move($"{database}-wal", $"{aside}-wal");
        }
        File.Delete($"{database}-shm");
        Durable.FlushDirectory(folder);
        File.Move(incoming, database);
        Durable.FlushDirectory(folder);
        return File.Exists(aside) ? aside : null;
    }
}
