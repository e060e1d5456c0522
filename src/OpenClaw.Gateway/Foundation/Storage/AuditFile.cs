using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Storage;

/// <summary>The audit in a file that no gateway works on.</summary>
internal static class AuditFile
{
    /// <exception cref="StorageException">It is no state, has no audit, or cannot be read.</exception>
    public static AuditReport Walk(string file, IEnumerable<AuditPin> pins)
    {
        if (!File.Exists(file))
        {
            throw new StorageException(StorageFault.Other, $"{file} does not exist");
        }
        try
        {
            if (!Database.IsOurs(file))
            {
                throw new StorageException(StorageFault.NotOurs, $"{file} is no state of openclaw");
            }
            using var connection = new PreparedConnection(Database.OpenAside(file));
            return AuditTable.IsIn(connection)
                ? AuditWalk.Run(AuditTable.All(connection), pins)
                : throw new StorageException(StorageFault.Other, $"{file} was written by a version that kept no audit");
        }
        catch (SqliteException e)
        {
            throw Database.Translate(e, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StateDirectory.Classify(e), $"{file} cannot be read: {StateDirectory.Reason(e)}", e);
        }
    }
}
