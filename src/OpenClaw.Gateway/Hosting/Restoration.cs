using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Hosting;

/// <summary>What <c>openclaw restore</c> does with a state directory that no gateway works on.</summary>
internal static class Restoration
{
    /// <param name="state">Locked by the caller.</param>
    /// <param name="file">Checked by <see cref="StateRestore.Check"/>.</param>
    /// <param name="head">What the check found.</param>
    public static RestoreOutcome Run(StateDirectory state, string file, AuditHead head, TimeProvider time)
    {
        var (turns, messages) = OpenWork(file);
        var aside = StateRestore.Place(state, file);
        // The log remembers longer chains; from here on it is this one that `audit verify` holds the table against.
        using var log = new LogFile(Path.Combine(state.Path, "openclaw.log"), long.MaxValue);
        log.Write(new LogRecord(time.GetUtcNow(), LogLevel.Information, AuditNote.OfRestored(head)).ToString());
        return new RestoreOutcome(file, state.Database, aside, head, turns, messages);
    }

    private static (long Turns, long Messages) OpenWork(string file)
    {
        using var connection = new PreparedConnection(Database.OpenAside(file));
        return (
            connection.Query("select count(*) from turns where ended_at is null", static row => row.GetInt64(0))[0],
            connection.Query("select count(*) from outbox where state in ('pending', 'sending')", static row => row.GetInt64(0))[0]
        );
    }
}

/// <summary>What a restore did.</summary>
/// <param name="PutAside">Where the state of before lies; null when there was none.</param>
/// <param name="Turns">Turns that were not ended when the copy was made: they go on with the next start.</param>
/// <param name="Messages">Messages that were not sent when the copy was made.</param>
internal sealed record RestoreOutcome(string File, string Database, string? PutAside, AuditHead Audit, long Turns, long Messages);
