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

    /// <summary>An effect is a command or a path or a host or a target, so keys for two of them are never met at once.</summary>
    public static void EffectsAreOfOneKind(GatewayConfig config, BindContext context)
    {
        foreach (var policy in config.Policies.Values)
        foreach (var rule in policy.Rules)
        {
            var kinds = Kinds(rule.Match);
            if (kinds.Count > 1)
                context.Diagnostics.Warning(context.Place($"policies.{policy.Name}.rules[{rule.Name}].{kinds[1]}"),
                    $"policies.{policy.Name}.rules[{rule.Name}] never matches: what a call does is looked at piece by piece, and no piece has both {kinds[0]} and {kinds[1]}. Write a rule for each");
            if (rule.Except is not { } except)
                continue;
            var carved = Kinds(except).Except(kinds).Concat(kinds).Distinct().ToList();
            if (kinds.Count <= 1 && Kinds(except).Count > 0 && carved.Count > 1)
                context.Diagnostics.Warning(context.Place($"policies.{policy.Name}.rules[{rule.Name}].except.{Kinds(except)[^1]}") ?? context.Place($"policies.{policy.Name}.rules[{rule.Name}].except"),
                    $"policies.{policy.Name}.rules[{rule.Name}].except takes nothing out: no piece of a call has both {carved[0]} and {carved[1]}");
        }
    }

    private static List<string> Kinds(RuleMatch match) =>
        [.. new (string Key, bool IsEmpty)[] { ("commands", match.Commands.IsEmpty), ("paths", match.Paths.IsEmpty), ("hosts", match.Hosts.IsEmpty), ("targets", match.Targets.IsEmpty) }
            .Where(static kind => !kind.IsEmpty).Select(static kind => kind.Key)];
}
