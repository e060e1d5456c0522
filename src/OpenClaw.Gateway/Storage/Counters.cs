using Microsoft.Data.Sqlite;

namespace OpenClaw.Storage;

/// <summary>Gives out row numbers in memory: one process owns the file, so a number is unique before its row is on the disk. On the loop only.</summary>
internal sealed class Counters
{
    private long _inbox;
    private long _turn;
    private long _outbox;

    private Counters(long inbox, long turn, long outbox) => (_inbox, _turn, _outbox) = (inbox, turn, outbox);

    public static async Task<Counters> LoadAsync(Store store) => await store.ReadAsync(static connection =>
        new Counters(Largest(connection, "inbox"), Largest(connection, "turns"), Largest(connection, "outbox")));

    public long NextInbox() => ++_inbox;

    public long NextTurn() => ++_turn;

    public long NextOutbox() => ++_outbox;

    private static long Largest(SqliteConnection connection, string table) =>
        connection.Query($"select coalesce(max(id), 0) from {table}", static row => row.GetInt64(0))[0];
}
