namespace OpenClaw.Config.Reading;

/// <summary>Sizes as configuration writes them: <c>"512B" "64KB" "10MB" "1GB"</c>; a KB is 1,024 bytes.</summary>
internal static class Sizes
{
    public const string Wanted = "a size such as \"64KB\", \"10MB\" or \"1GB\"";

    private static readonly Units s_units = new(("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10), ("B", 1));

    public static bool TryParse(string text, out long bytes) => s_units.TryParse(text, out bytes);

    public static string Show(long bytes) => s_units.Show(bytes);
}
