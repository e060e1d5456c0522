using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Rules;

internal static class PolicyRules
{
    public static void SomebodyCanAnswer(GatewayConfig config, BindContext context)
    {
        foreach (var policy in config.Policies.Values.Where(p => p.Ask.Approvers.IsEmpty))
            if (policy.Defaults.Any(d => d.Action == PolicyAction.Ask) || policy.Rules.Any(r => r.Action == PolicyAction.Ask))
                context.Diagnostics.Error(context.Place($"policies.{policy.Name}.ask.approvers"), $"policies.{policy.Name} asks, and nobody may answer: ask.approvers is empty");
    }

    public static void CommandsNeedExec(GatewayConfig config, BindContext context)
    {
        foreach (var policy in config.Policies.Values)
        foreach (var rule in policy.Rules)
            if (!rule.Match.Commands.IsEmpty && !rule.Match.Tools.IsEmpty && !rule.Match.Tools.Any(t => t is "exec" or "process" || t.Contains('*')))
                context.Diagnostics.Warning(context.Place($"policies.{policy.Name}.rules[{rule.Name}].commands"),
                    $"policies.{policy.Name}.rules[{rule.Name}] never matches: it names commands, and none of its tools runs any");
    }
}
