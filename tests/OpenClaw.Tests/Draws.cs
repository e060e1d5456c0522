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

    /// <summary>All of them, or in a run that draws fewer those at every fifth place, beginning with the first.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> all) => s_percent >= 100 ? all : all.Where(static (_, i) => i % 5 == 0);
}
