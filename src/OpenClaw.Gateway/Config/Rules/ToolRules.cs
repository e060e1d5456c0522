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

    public static void NoSecretForCommands(GatewayConfig config, BindContext context)
    {
        foreach (var name in config.Tools.ExecEnvironment.Where(context.SecretVariables.Contains))
            context.Diagnostics.Error(context.Place("tools.exec_environment"), $"tools.exec_environment would show the secret in {name} to every command; take it out");
    }
}
