using System.Globalization;

namespace OpenClaw.Text;

/// <summary>Times as people are told them. Pure.</summary>
internal static class LocalTime
{
    /// <summary><c>Sun 2026-11-22 16:59</c>.</summary>
    public static string Of(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>16:59</c> on the day of another time, else with the day.</summary>
    public static string Of(DateTimeOffset at, DateTimeOffset since, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.Date == TimeZoneInfo.ConvertTime(since, zone).Date ? local.ToString("HH:mm", CultureInfo.InvariantCulture) : Of(at, zone);
    }
}
