using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Rules;

internal static class ToolRules
{
    public static void TimeoutsAgree(GatewayConfig config, BindContext context)
    {
        if (config.Tools.ExecTimeout > config.Tools.ExecMaxTimeout)
            context.Diagnostics.Error(context.Place("tools.exec_timeout") ?? context.Place("tools.exec_max_timeout"),
                $"tools.exec_timeout ({Durations.Show(config.Tools.ExecTimeout)}) is longer than exec_max_timeout ({Durations.Show(config.Tools.ExecMaxTimeout)})");
    }

    /// <summary>A command that could write into a folder of PATH would choose what a bare name runs next time.</summary>
    public static void PathIsNotWrittenByCommands(GatewayConfig config, BindContext context)
    {
        foreach (var folder in config.Tools.ExecPath)
        {
            var (setting, room) = IsWithin(folder, config.Agent.Workspace) ? ("agent.workspace", config.Agent.Workspace) : ("agent.people", config.Agent.People);
            if (IsWithin(folder, room))
                context.Diagnostics.Error(context.Place("tools.exec_path"), $"tools.exec_path: {folder} lies in {setting}, and a command that writes there would choose what the next one runs; put the programs elsewhere");
            else if (folder.Contains(':'))
                context.Diagnostics.Error(context.Place("tools.exec_path"), $"tools.exec_path: {folder} has a colon in it, which ends a folder of PATH");
        }
    }

    private static bool IsWithin(string path, string folder) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    public static void NoSecretForCommands(GatewayConfig config, BindContext context)
    {
        foreach (var name in config.Tools.ExecEnvironment.Where(context.SecretVariables.Contains))
            context.Diagnostics.Error(context.Place("tools.exec_environment"), $"tools.exec_environment would show the secret in {name} to every command; take it out");
    }
}
