using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables;

/// <summary>Binds <c>[tools]</c>.</summary>
internal static class ToolsBinder
{
    private const long Gigabyte = 1L << 30;
    private static readonly ToolsConfig s_defaults = new();

    public static ToolsConfig Bind(TableReader table) =>
        new()
        {
            ResultLimit = (int)table.Size("result_limit", s_defaults.ResultLimit, 512, 16 * 1024 * 1024),
            ExecTimeout = table.Duration("exec_timeout", s_defaults.ExecTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            ExecMaxTimeout = table.Duration("exec_max_timeout", s_defaults.ExecMaxTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            ExecMemory = table.Size("exec_memory", s_defaults.ExecMemory, 0, 1024 * Gigabyte),
            ExecProcesses = table.Integer("exec_processes", s_defaults.ExecProcesses, 0, 1_000_000),
            ExecSpool = table.Size("exec_spool", s_defaults.ExecSpool, 64 * 1024, 10 * Gigabyte),
            Reminders = table.Integer("reminders", s_defaults.Reminders, 0, 1000),
            ExecPath = table.Paths("exec_path"),
            ExecEnvironment = table.Texts("exec_environment", s_defaults.ExecEnvironment, ComplaintOf),
        };

    private static string? ComplaintOf(string name)
    {
        if (!name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(name[0]))
        {
            return $"has \"{name}\", which is not the name of an environment variable";
        }
        return CommandVariables.WhyFixed(name) is { } why ? $"has \"{name}\", and commands have one of their own: {why}" : null;
    }
}
