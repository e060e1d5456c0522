using System.Diagnostics.CodeAnalysis;
using Calendar = Cronos.CronExpression;

namespace OpenClaw.Foundation.Schedules;

/// <summary>A cron expression of five fields, or of six with the seconds first. Immutable; two are equal when they are written the
/// same.</summary>
internal sealed class CronExpression : IEquatable<CronExpression>
{
    private readonly string _text;
    private readonly Calendar[] _calendars;
    private readonly bool _followsRealTime;

    internal CronExpression(string text, Calendar[] calendars, bool followsRealTime)
    {
        _text = text;
        _calendars = calendars;
        _followsRealTime = followsRealTime;
    }

    /// <summary>Reads an expression; what is accepted is in this folder's README. One that can never fire is an error too.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CronExpression? expression, [NotNullWhen(false)] out CronError? error)
    {
        expression = CronParser.Parse(text, out error);
        return expression is not null;
    }

    /// <summary>The first occurrence after an instant, with the zone's offset at that time; null when there is none before the year
    /// 10000.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var clock = new ZoneClock(zone);
        return _followsRealTime ? NextShown(after.UtcTicks, clock) : NextPassed(after.UtcTicks, clock);
    }

    /// <summary>True when the expression names this time of the wall clock, to the tick. Whether the clock ever shows it is the zone's
    /// affair.</summary>
    public bool Matches(DateTime wall) => NextWall(wall.Ticks - 1) == wall.Ticks;

    public bool Equals(CronExpression? other) => other is not null && other._text == _text;

    public override bool Equals(object? obj) => Equals(obj as CronExpression);

    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    /// <summary>
    /// A fixed time of day: it is due when the clock passes it for the first time, whether it shows it or jumps over it. (Vixie cron 3.0pl1
    /// of Debian and ISC cron 4, <c>cron(8)</c>: local time changes.)
    /// </summary>
    private DateTimeOffset? NextPassed(long after, ZoneClock clock) =>
        NextWall(clock.LatestAt(after)) is { } wall ? clock.Show(clock.FirstAt(wall)) : null;

    /// <summary>Every so often: it is due whenever the clock shows a time that matches, so twice when it comes twice, and never when it is
    /// skipped.</summary>
    private DateTimeOffset? NextShown(long after, ZoneClock clock)
    {
        // Each round stands at an instant whose own time is still to be looked at. Before the next change of the clock an instant and its
        // time go along together.
        for (var at = after + 1; NextWall(clock.WallAt(at) - 1) is { } wall; )
        {
            var due = wall - clock.OffsetAt(at);
            if (clock.Change(at, at + ZoneClock.Window) is { } change && change <= due)
            {
                at = change;
            }
            else if (due <= at + ZoneClock.Window)
            {
                return clock.Show(due);
            }
            else
            {
                // A clock that is not set back within a day comes to no time that is past already, so nothing is missed on the way.
                at = clock.FirstAt(wall);
            }
        }

        return null;
    }

    /// <summary>The first time after a time that matches.</summary>
    private long? NextWall(long after)
    {
        // The clock may stand before the year 1 or after 9999 where UTC does not.
        if (after >= DateTime.MaxValue.Ticks)
        {
            return null;
        }
        // A calendar knows no zones here: a time on the wall is asked about as if it were UTC.
        var from = new DateTime(Math.Max(after + 1, 0), DateTimeKind.Utc);
        DateTime? first = null;
        foreach (var calendar in _calendars)
        {
            var next = calendar.GetNextOccurrence(from, inclusive: true);
            first = first < next ? first : next ?? first;
        }
        return first?.Ticks;
    }
}
