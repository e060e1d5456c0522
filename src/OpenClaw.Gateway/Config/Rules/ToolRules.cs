using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

internal static class ToolRules
{
    public static void TimeoutsAgree(GatewayConfig config, BindContext context)
    {
        if (config.Tools.ExecTimeout > config.Tools.ExecMaxTimeout)
        {
            context.Diagnostics.Error(
                context.Place("tools.exec_timeout") ?? context.Place("tools.exec_max_timeout"),
                $"tools.exec_timeout ({Durations.Show(config.Tools.ExecTimeout)}) is longer than exec_max_timeout ({Durations.Show(config.Tools.ExecMaxTimeout)})"
            );
        }
    }

    /// <summary>A command that could write into a folder of PATH would choose what a bare name runs next time.</summary>
    public static void PathIsNotWrittenByCommands(GatewayConfig config, BindContext context)
    {
        (string Setting, string Folder)[] rooms =
        [
            ("agent.workspace", config.Agent.Workspace),
            ("agent.people", config.Agent.People),
            .. config
                .Sessions.Where(static rule => rule.Workspace is not null)
                .Select(static rule => ($"{rule.SettingPath}.workspace", rule.Workspace!)),
            .. config
                .Hooks.Where(static hook => hook.Workspace is not null)
                .Select(static hook => ($"hooks.{hook.Name}.workspace", hook.Workspace!)),
        ];
        foreach (var folder in config.Tools.ExecPath)
        {
            if (Array.Find(rooms, room => FilePaths.IsWithin(folder, room.Folder)) is { Setting: { } setting })
            {
                Say(
                    isError: true,
                    $"{folder} lies in {setting}, and a command that writes there would choose what the next one runs; put the programs elsewhere"
                );
            }
            else if (folder.Contains(':'))
            {
                Say(isError: true, $"{folder} has a colon in it, which ends a folder of PATH");
            }
            else if (!Directory.Exists(folder))
            {
                Say(
                    isError: false,
                    $"{folder} is {(File.Exists(folder) ? "a file and no folder" : "not there")}, so nothing is found in it"
                );
            }
            else if (OperatingSystem.IsLinux() && (File.GetUnixFileMode(folder) & UnixFileMode.OtherWrite) != 0)
            {
                Say(
                    isError: true,
                    $"everybody may write into {folder}, and so choose what a command runs; take that away (chmod o-w), or put the programs elsewhere"
                );
            }
        }

        void Say(bool isError, string text)
        {
            if (isError)
            {
                context.Diagnostics.Error(context.Place("tools.exec_path"), $"tools.exec_path: {text}");
            }
            else
            {
                context.Diagnostics.Warning(context.Place("tools.exec_path"), $"tools.exec_path: {text}");
            }
        }
    }

    public static void NoSecretForCommands(GatewayConfig config, BindContext context)
    {
        foreach (var name in config.Tools.ExecEnvironment.Where(context.SecretVariables.Contains))
        {
            context.Diagnostics.Error(
                context.Place("tools.exec_environment"),
                $"tools.exec_environment would show the secret in {name} to every command; take it out"
            );
        }
    }
}
