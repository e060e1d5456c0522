namespace OpenClaw.Foundation.Timekeeping;

/// <summary>The row of <c>clock</c>: what the wall clock showed at which uptime of which boot, when it was last believed.</summary>
/// <param name="Behind">How far the clock is known to be behind the last thing that the state knows, because a boot showed an earlier
/// time.</param>
internal sealed record ClockNote(string Boot, TimeSpan Uptime, DateTimeOffset Wall, TimeSpan Behind)
{
    public static ClockNote? Read(PreparedConnection connection) =>
        connection.Query(
            "select boot, uptime, wall, behind from clock",
            static row => new ClockNote(
                row.GetString(0),
                TimeSpan.FromMilliseconds(row.GetInt64(1)),
                row.Time(2),
                TimeSpan.FromMilliseconds(row.GetInt64(3))
            )
        )
            is [var note]
            ? note
            : null;

    public void Write(Batch batch) =>
        batch.Add(
            "insert into clock(id, boot, uptime, wall, behind) values(1, @0, @1, @2, @3) on conflict(id) do update set boot = @0, uptime = @1, wall = @2, behind = @3",
            Boot,
            (long)Uptime.TotalMilliseconds,
            Wall,
            (long)Behind.TotalMilliseconds
        );
}
