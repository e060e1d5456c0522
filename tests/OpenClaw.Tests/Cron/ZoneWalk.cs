using FsCheck;
using FsCheck.Fluent;

namespace OpenClaw.Tests.Cron;

/// <summary>
/// The rules for daylight saving, done on foot: instant by instant, with the clock read at each. Offsets are whole minutes and change at
/// whole minutes since 1975, so that a walk by the minute passes every change.
/// </summary>
internal static class ZoneWalk
{
    private static readonly string[] s_ids =
    [
        "UTC",
        "Europe/Amsterdam",
        "Europe/Dublin",
        "America/New_York",
        "America/Sao_Paulo",
        "America/Havana",
        "America/Caracas",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Asia/Pyongyang",
        "Africa/Cairo",
        "Africa/Casablanca",
        "Pacific/Apia",
        "Pacific/Kwajalein",
        "Antarctica/Troll",
        "Antarctica/Casey",
    ];

    private static readonly Dictionary<string, DateTimeOffset[]> s_changes = s_ids.ToDictionary(
        id => id,
        id => Changes(TimeZoneInfo.FindSystemTimeZoneById(id)).ToArray()
    );

    internal readonly record struct Start(TimeZoneInfo Zone, DateTimeOffset At)
    {
        public override string ToString() => $"{Zone.Id} after {At:o}";
    }

    /// <summary>Anywhere from 1975 to 2037, most often within two days of a change of the clocks.</summary>
    public static Gen<Start> Starts =>
        Gen.Frequency(
            (
                1,
                from id in Gen.Elements(s_ids)
                from hour in Gen.Choose(0, 62 * 365 * 24)
                from start in Within(id, new DateTimeOffset(1975, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour))
                select start
            ),
            (3, Near(-48, 36))
        );

    /// <summary>In the hours before and after a change.</summary>
    public static Gen<Start> StartsAroundChanges => Near(-3, 2);

    private static Gen<Start> Near(int least, int most) =>
        from id in Gen.Elements(s_changes.Keys.Where(id => s_changes[id].Length > 0).ToArray())
        from change in Gen.Elements(s_changes[id])
        from hours in Gen.Choose(least, most)
        from start in Within(id, change.AddHours(hours))
        select start;

    private static Gen<Start> Within(string id, DateTimeOffset hour) =>
        from second in Gen.Choose(0, 3599)
        from tick in Gen.Elements(0, 0, 1, 5_000_000, 9_999_999)
        select new Start(TimeZoneInfo.FindSystemTimeZoneById(id), hour.AddSeconds(second).AddTicks(tick));

    /// <summary>The first step after the start at which the model is due; null when there is none as far as we walk.</summary>
    public static DateTimeOffset? First(Start start, CronModel model, TimeSpan step, TimeSpan length)
    {
        var latest = Latest(start);
        for (var at = Floor(start.At, step) + step; at <= start.At + length; at += step)
        {
            var wall = Wall(at, start.Zone);
            if (model.FollowsRealTime)
            {
                if (model.Names(wall))
                {
                    return at;
                }
                continue;
            }

            // Due is every time that the clock shows for the first time, or has jumped over with this step.
            for (var passed = latest + step; passed <= wall; passed += step)
            {
                if (model.Names(passed))
                {
                    return at;
                }
            }
            latest = wall > latest ? wall : latest;
        }

        return null;

        DateTime Latest(Start from)
        {
            // The last minute before the start may have been a later one on the wall, if the clock was set back since.
            var latest = Wall(Floor(from.At, step), from.Zone);
            for (
                var minute = Floor(from.At, TimeSpan.FromMinutes(1)).AddMinutes(-1);
                minute > from.At.AddHours(-25);
                minute = minute.AddMinutes(-1)
            )
            {
                var shown = Wall(minute, from.Zone).AddMinutes(1) - step;
                latest = shown > latest ? shown : latest;
            }

            return latest;
        }
    }

    /// <summary>The first minute after the start that is a multiple of the interval away from the last midnight.</summary>
    public static DateTimeOffset FirstOfEvery(Start start, TimeSpan interval)
    {
        var minute = TimeSpan.FromMinutes(1);
        var at = Floor(start.At, minute).AddHours(-75);
        var latest = Wall(at, start.Zone);
        var midnight = default(DateTimeOffset?);
        while (true)
        {
            at += minute;
            var wall = Wall(at, start.Zone);
            if (wall.Date > latest.Date)
            {
                midnight = at;
            }
            latest = wall > latest ? wall : latest;
            if (at > start.At && midnight is { } began && (at - began).Ticks % interval.Ticks == 0)
            {
                return at;
            }
        }
    }

    private static DateTime Wall(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private static DateTimeOffset Floor(DateTimeOffset at, TimeSpan step) => new(at.UtcTicks - (at.UtcTicks % step.Ticks), TimeSpan.Zero);

    private static IEnumerable<DateTimeOffset> Changes(TimeZoneInfo zone)
    {
        var hour = new DateTimeOffset(1975, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var offset = zone.GetUtcOffset(hour); hour.Year < 2037; hour = hour.AddHours(1))
        {
            var now = zone.GetUtcOffset(hour);
            if (now != offset)
            {
                yield return hour;
            }
            offset = now;
        }
    }
}
