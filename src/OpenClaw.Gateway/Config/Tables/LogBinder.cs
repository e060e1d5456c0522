using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables;

/// <summary>Binds <c>[log]</c>.</summary>
internal static class LogBinder
{
    private static readonly LogConfig s_defaults = new();
    private static readonly string[] s_levels = ["trace", "debug", "info", "warn", "error"];

    public static LogConfig Bind(TableReader table) =>
        new()
        {
            Level = table.Text(
                "level",
                s_defaults.Level,
                level =>
                    s_levels.Contains(level)
                        ? null
                        : $"is \"{level}\", and must be one of {string.Join(", ", s_levels)}.{NearestName.Suggestion(level, s_levels)}"
            ),
            FileLimit = table.Size("file_limit", s_defaults.FileLimit, 64 * 1024, 1L << 30),
        };
}
