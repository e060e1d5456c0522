using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Rules;

internal static class AgentRules
{
    public static void InstructionsExist(GatewayConfig config, BindContext context)
    {
        foreach (var file in config.Agent.Instructions.Where(f => !File.Exists(f)))
            context.Diagnostics.Warning(context.Place("agent.instructions"), $"agent.instructions names {file}, which does not exist");
    }
}
