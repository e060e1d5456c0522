namespace OpenClaw.Config.Reading;

/// <summary>Sizes as configuration writes them: <c>"512B" "64KB" "10MB" "1GB"</c>; a KB is 1,024 bytes.</summary>
internal static class Sizes
{
    public const string Wanted = "a size such as \"64KB\", \"10MB\" or \"1GB\"";

    private static readonly (string Unit, long Bytes)[] s_units = [("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10), ("B", 1)];

    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        foreach (var (unit, size) in s_units)
        {
            if (!text.EndsWith(unit, StringComparison.Ordinal))
            {
                continue;
            }
            if (!int.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }
            bytes = count * size; // 31 bits of 30: fits
            return true;
        }

        return false;
    }

    public static string Show(long bytes)
    {
        foreach (var (unit, size) in s_units)
        {
            if (bytes >= size && bytes % size == 0)
            {
                return $"{bytes / size}{unit}";
            }
        }
        return $"{bytes}B";
    }
}
