namespace OpenClaw.Foundation.Storage;

/// <summary>Gives out row numbers in memory: one process owns the file, so a number is unique before its row is on the disk. On the loop
/// only.</summary>
internal sealed class Counters
{
    private long _turn;
    private long _outbox;
    private long _reminder;

    private Counters(long turn, long outbox, long reminder) => (_turn, _outbox, _reminder) = (turn, outbox, reminder);

    public static async Task<Counters> LoadAsync(Store store) =>
        await store.ReadAsync(static connection => new Counters(
            Largest(connection, "turns"),
            Largest(connection, "outbox"),
            Largest(connection, "reminders")
        ));

    public long NextTurn() => ++_turn;

    public long NextOutbox() => ++_outbox;

    public long NextReminder() => ++_reminder;

    private static long Largest(PreparedConnection connection, string table) =>
        connection.Query($"select coalesce(max(id), 0) from {table}", static row => row.GetInt64(0))[0];
}
