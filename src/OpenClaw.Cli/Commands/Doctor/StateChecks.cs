using Microsoft.Data.Sqlite;
using OpenClaw.Turns;

namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>Has SQLite look through the state's file, whether a gateway works on it or not.</summary>
internal static class StateChecks
{
    /// <param name="directory">Null looks where `run` would.</param>
    /// <param name="isRunning">A gateway works on it.</param>
    public static IEnumerable<Finding> Look(string? directory, bool isRunning)
    {
        var file = StateDirectory.DatabaseIn(directory ?? StateDirectory.Find(null, Environment.GetEnvironmentVariable));
        try
        {
            FileCheck.NotCut(file);
            if (!File.Exists(file))
            {
                return [];
            }
            using var connection = new PreparedConnection(isRunning ? Database.OpenReader(file) : Database.OpenAside(file));
            var found = connection.Query("pragma quick_check(3)", static row => row.GetString(0));
            var name = AuditTable.IsIn(connection) ? CursorStore.OfState(connection, CursorStore.Id) : null;
            return found is ["ok"]
                ? [new Finding(true, "state", $"{file} is whole (quick_check){(name is null ? "" : $", its name is {name}")}")]
                : [Damaged(file, string.Join("; ", found).ReplaceLineEndings(" "))];
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 11 or 26)
        {
            return [Damaged(file, e.Message)];
        }
        catch (SqliteException e)
        {
            return [Finding.Warn($"{file} was not looked through: {e.Message}. Run doctor as the gateway's user")];
        }
        catch (StorageException e) when (e.Fault is StorageFault.Corrupt or StorageFault.NotOurs)
        {
            return [new Finding(false, "state", e.Message)];
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            return [Finding.Warn($"the state was not looked through: {e.Message}")];
        }
    }

    private static Finding Damaged(string file, string found) =>
        new(false, "state", $"{file} is damaged ({found}). {Database.Remedy("it")}");
}
