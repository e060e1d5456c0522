namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>What tells a clock that was set from a machine that was off, and which reminders move along with it.</summary>
internal static class ClockNotes
{
    public static Migration Step { get; } =
        new(
            "clock",
            """
            -- One row: what the wall clock showed at which uptime of which boot, both in milliseconds, and how far it is behind what the state knows.
            create table clock(id integer primary key check(id = 1), boot text not null, uptime integer not null, wall integer not null, behind integer not null) strict;

            -- Whether a reminder was set as a length of time ("in 20 minutes") and not as a time of day.
            alter table reminders add column from_now integer not null default 0;
            """
        );
}
