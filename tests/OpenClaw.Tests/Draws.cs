using System.Globalization;

namespace OpenClaw.Tests;

/// <summary>How many inputs a test that draws them tries: all it names, or the percentage in OPENCLAW_TEST_DRAWS. <c>build.sh test
/// --unit</c> tries fewer.</summary>
internal static class Draws
{
    private const int Fewest = 20;

    private static readonly int s_percent = int.Parse(
        Environment.GetEnvironmentVariable("OPENCLAW_TEST_DRAWS") ?? "100",
        CultureInfo.InvariantCulture
    );

    public static int Of(int count) => (int)Math.Max(Math.Min(count, Fewest), (long)count * s_percent / 100);
}
