using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Foundation.Storage.Migrations;

namespace OpenClaw.Foundation.Storage;

/// <summary>What this program would make of a state: a copy of it is migrated and looked through, and thrown away. The state itself is only
/// read, by whoever may read it; a gateway may work on it.</summary>
internal static class StateTrial
{
    private const string FolderName = ".trial-";
    private static readonly TimeSpan s_remains = TimeSpan.FromHours(1);

    /// <param name="path">A copy of a state, a state's file, or the directory it lies in.</param>
    /// <exception cref="StorageException">This program cannot take it over; the message says why.</exception>
    public static TrialOutcome Run(string path)
    {
        var file = Directory.Exists(path) ? StateDirectory.DatabaseIn(path) : path;
        // A file in use has a length that its header does not say: that is for copies alone.
        if (!File.Exists($"{file}-wal"))
        {
            StateRestore.Check(file);
        }

        var parent = Path.GetDirectoryName(file)!;
        var folder = Path.Combine(parent, $"{FolderName}{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        try
        {
            DeleteRemains(parent);
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return Try(file, Path.Combine(folder, StateDirectory.DatabaseName));
        }
        catch (SqliteException e)
        {
            throw Database.Translate(e, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StateDirectory.Classify(e),
                $"{file} cannot be copied beside itself to try it: {StateDirectory.Reason(e)}.",
                e
            );
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static TrialOutcome Try(string file, string copy)
    {
        using (var source = Database.OpenAside(file))
        {
            StateCopy.Write(source, copy, overwrite: false);
        }
        var schema = SchemaOf(copy);
        using var connection = new PreparedConnection(Database.OpenWriter(copy, keepsCopy: false));
        if (connection.Query("pragma quick_check(1)", static row => row.GetString(0)) is not ["ok"] and var found)
        {
            throw new StorageException(StorageFault.Corrupt, $"{file} is damaged ({string.Join("; ", found).ReplaceLineEndings(" ")}).");
        }
        var audit = AuditWalk.Run(AuditTable.All(connection), []);
        return audit.Fault is { } fault
            ? throw new StorageException(StorageFault.Corrupt, $"the audit of {file} is not whole: row {fault.Seq} {fault.What}.")
            : new TrialOutcome(file, schema, Schema.Steps.Count, audit.Head);
    }

    /// <summary>The number of the schema that a file has.</summary>
    public static long SchemaOf(string file)
    {
        using var connection = new PreparedConnection(Database.OpenAside(file));
        return connection.Query("pragma user_version", static row => row.GetInt64(0))[0];
    }

    // Of a trial that was killed. A younger one may be going on.
    private static void DeleteRemains(string parent)
    {
        foreach (var left in Directory.EnumerateDirectories(parent, $"{FolderName}????????"))
        {
            if (TimeProvider.System.GetUtcNow() - Directory.GetLastWriteTimeUtc(left) > s_remains)
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }
}

/// <summary>How a trial went.</summary>
/// <param name="Schema">Of the file as it is.</param>
/// <param name="SchemaAfter">That its copy was migrated to; the same where there was nothing to migrate.</param>
/// <param name="Audit">Where the chain ends, all of which was verified.</param>
internal sealed record TrialOutcome(string File, long Schema, long SchemaAfter, AuditHead Audit);
