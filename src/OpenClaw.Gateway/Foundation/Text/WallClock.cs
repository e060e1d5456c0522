namespace OpenClaw.Foundation.Text;

/// <summary>
/// A moment for people. In lists of the command line day and time in the zone it came with, and how far that is from UTC, so that nobody
/// has to know which clock is meant; in a chat as one would say it. Pure.
/// </summary>
internal static class WallClock
{
    /// <summary><c>2026-01-05 09:00:00 +01:00</c>.</summary>
    public static string Show(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>The same in another zone, the agent's wherever there is one.</summary>
    public static string Show(DateTimeOffset at, TimeZoneInfo zone) => Show(TimeZoneInfo.ConvertTime(at, zone));

    /// <summary><c>Sun 2026-11-22 16:59</c>.</summary>
    public static string Say(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>16:59</c> on the day of another time, else with the day.</summary>
    public static string Say(DateTimeOffset at, DateTimeOffset since, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.Date == TimeZoneInfo.ConvertTime(since, zone).Date
            ? local.ToString("HH:mm", CultureInfo.InvariantCulture)
            : Say(at, zone);
    }
}
