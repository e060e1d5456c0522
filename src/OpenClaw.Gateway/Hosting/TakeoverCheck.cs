using OpenClaw.Agent;
using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Turns;

namespace OpenClaw.Hosting;

/// <summary>Looks at a replica before a gateway opens it, and so before anything is made or changed.</summary>
internal static class TakeoverCheck
{
    /// <returns>False when this directory has taken it over already.</returns>
    /// <exception cref="StorageException">It is not what is to be taken over, in words for the operator.</exception>
    public static bool IsDue(StateDirectory state, TakeoverOptions options, DateTimeOffset now)
    {
        var file = state.Database;
        if (!File.Exists(file) || new FileInfo(file).Length == 0)
        {
            throw Refused($"{file} is not there or empty, so there is nothing to take over. Restore the replica to it first");
        }
        if (StateRestore.Check(file).Count == 0)
        {
            throw Refused($"{file} has no row of the audit: no gateway has ever worked on it. Restore the replica of one that has");
        }
        using var connection = new PreparedConnection(Database.OpenAside(file));
        if (Takeover.IsDone(state.Path, CursorStore.OfState(connection, CursorStore.Epoch)))
        {
            return false;
        }
        var id = CursorStore.OfState(connection, CursorStore.Id);
        if (options.Expect is { } expected && id != expected)
        {
            throw Refused(
                $"{file} is the state {id ?? "without a name"}, and --expect says {expected}: it is another gateway's. `openclaw doctor` on the first machine tells the name of its state"
            );
        }
        var age = now - DateTimeOffset.FromUnixTimeMilliseconds(AuditTable.LastBeforeStart(connection) ?? 0);
        if (age > options.MaxAge)
        {
            throw Refused(
                $"the newest row in {file} is {Durations.Show(TimeSpan.FromMinutes(Math.Floor(age.TotalMinutes)))} old, and --max-age is {Durations.Show(options.MaxAge)}: the replica may have stopped long before the machine did. If there is no newer one, say --max-age with more than that"
            );
        }
        return true;
    }

    private static StorageException Refused(string why) => new(StorageFault.Other, $"{why} (docs/standby.md).");
}
