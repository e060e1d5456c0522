namespace OpenClaw.Config.Reading;

/// <summary>Durations as configuration writes them: <c>"500ms" "30s" "10m" "2h" "7d"</c>.</summary>
internal static class Durations
{
    public const string Wanted = "a duration such as \"30s\", \"10m\", \"2h\" or \"7d\"";

    private static readonly (string Unit, TimeSpan Length)[] s_units =
    [
        // Longest unit first when shown; "ms" before "m" and "s" would never match its own ending otherwise.
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("d", TimeSpan.FromDays(1)),
        ("h", TimeSpan.FromHours(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("s", TimeSpan.FromSeconds(1)),
    ];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (unit, length) in s_units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
            {
                continue;
            }
            // Nine digits of days still fit a TimeSpan's 10 million; the check below catches what does not.
            if (!int.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }
            if (count > TimeSpan.MaxValue.Ticks / length.Ticks)
            {
                return false;
            }
            duration = length * count;
            return true;
        }

        return false;
    }

    public static string Show(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
        {
            return "forever";
        }
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }
        foreach (var (unit, length) in s_units.Skip(1))
        {
            if (duration.Ticks % length.Ticks == 0)
            {
                return $"{duration.Ticks / length.Ticks}{unit}";
            }
        }
        return $"{(long)duration.TotalMilliseconds}ms";
    }
}
