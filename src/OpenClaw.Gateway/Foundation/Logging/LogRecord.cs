namespace OpenClaw.Foundation.Logging;

/// <summary>One line of the log.</summary>
internal sealed record LogRecord(DateTimeOffset At, LogLevel Level, string Text)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:yyyy-MM-ddTHH:mm:ss.fffZ} {Word(Level)} {Text}");

    public static string Word(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Warning => "warn ",
            LogLevel.Error or LogLevel.Critical => "error",
            _ => "info ",
        };

    /// <summary>When a written line was written, as it says it.</summary>
    public static string TimeOf(string line) => line.IndexOf(' ') is > 0 and var space ? line[..space] : "";

    /// <summary>What a written line says, without time and level.</summary>
    public static string TextOf(string line)
    {
        var space = line.IndexOf(' ');
        return space < 0 || line.Length < space + 7 ? "" : line[(space + 7)..];
    }

    /// <summary>The level a written line has.</summary>
    public static LogLevel LevelOf(string line)
    {
        var space = line.IndexOf(' ');
        return space < 0 || line.Length < space + 6
            ? LogLevel.Information
            : line.AsSpan(space + 1, 5) switch
            {
                "trace" => LogLevel.Trace,
                "debug" => LogLevel.Debug,
                "warn " => LogLevel.Warning,
                "error" => LogLevel.Error,
                _ => LogLevel.Information,
            };
    }
}
