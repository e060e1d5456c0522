using System.Globalization;

namespace OpenClaw.Text;

/// <summary>A moment for people: day and time in the zone it came with, and how far that is from UTC, so that nobody has to know which clock is meant.</summary>
internal static class WallClock
{
    /// <summary><c>2026-01-05 09:00:00 +01:00</c>.</summary>
    public static string Show(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>The same in another zone, the agent's wherever there is one.</summary>
    public static string Show(DateTimeOffset at, TimeZoneInfo zone) => Show(TimeZoneInfo.ConvertTime(at, zone));
}
