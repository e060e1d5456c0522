namespace OpenClaw.Cli.Commands.Init;

/// <summary>Which model of Ollama suits a machine of how much memory; docs/models.md shows the same table.</summary>
internal static class ModelAdvice
{
    /// <summary>What a machine has that is sold with so many gigabytes: the kernel and the graphics keep some.</summary>
    private const double Left = 0.88;

    private const long Gigabyte = 1 << 30;

    /// <summary>For each model the memory from which on it is recommended, and its download, in gigabytes. The last is of several experts,
    /// of which few work at a time, so that it is quick enough without a graphics card.</summary>
    public static IReadOnlyList<(int Memory, string Model, double Download)> Table { get; } =
    [(0, "qwen3:0.6b", 0.5), (4, "qwen3:1.7b", 1.4), (8, "qwen3:4b", 2.5), (16, "qwen3:8b", 5.2), (32, "qwen3:30b", 19)];

    /// <param name="memory">In bytes; null where it is not known, as of another machine's Ollama.</param>
    public static (int Memory, string Model, double Download) For(long? memory) =>
        memory is { } bytes ? Table.Last(row => bytes >= row.Memory * Gigabyte * Left) : Table[1];

    /// <summary>Whether a model leaves room for its context and for everything else.</summary>
    public static bool Fits(long model, long? memory) => memory is null || model <= memory * 0.65;

    /// <summary>Tokens of context: they take memory too.</summary>
    public static int Context(long? memory) => memory < 4 * Gigabyte * Left ? 4096 : 8192;

    public static string Gigabytes(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Gigabyte:0.#} GB");
}
