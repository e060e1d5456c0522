namespace OpenClaw.Config.Reading;

/// <summary>Durations as configuration writes them: <c>"500ms" "30s" "10m" "2h" "7d"</c>.</summary>
internal static class Durations
{
    public const string Wanted = "a duration such as \"30s\", \"10m\", \"2h\" or \"7d\"";

    private static readonly Units s_units = new(
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond)
    );

    public static bool TryParse(string text, out TimeSpan duration)
    {
        var isRead = s_units.TryParse(text, out var ticks);
        duration = new TimeSpan(ticks);
        return isRead;
    }

    public static string Show(TimeSpan duration) =>
        duration < TimeSpan.Zero ? "forever"
        : duration == TimeSpan.Zero ? "0s"
        : s_units.Show(duration.Ticks);
}
