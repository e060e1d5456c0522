using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Foundation.Schedules;

internal abstract partial record Schedule
{
    /// <summary>Reads <c>2026-12-24T18:00</c>, with seconds or without, with a blank for the T or with an offset from UTC (<c>Z</c>,
    /// <c>+01:00</c>) behind it.</summary>
    public static bool TryParseAt(string text, [NotNullWhen(true)] out At? at, [NotNullWhen(false)] out CronError? error) =>
        new AtReader(text).TryRead(out at, out error);

    /// <summary>
    /// Once. Without an offset it is a time on the zone's wall: one that the clocks skip is due when the gap ends, one that comes twice at
    /// the first. With an offset it is an instant, whatever the zone.
    /// </summary>
    public sealed record At(DateTime Wall, TimeSpan? Offset = null) : Schedule
    {
        public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
        {
            var clock = new ZoneClock(zone);
            var due = Offset is { } offset ? Wall.Ticks - offset.Ticks : clock.FirstAt(Wall.Ticks);
            return due > after.UtcTicks ? clock.Show(due) : null;
        }

        public override string ToString() =>
            FormattableString.Invariant($"at {Wall:yyyy-MM-dd HH:mm:ss}") + (Offset is { } offset ? OffsetText(offset) : "");

        private static string OffsetText(TimeSpan offset) =>
            offset == TimeSpan.Zero ? "Z" : FormattableString.Invariant($"{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}");
    }
}
