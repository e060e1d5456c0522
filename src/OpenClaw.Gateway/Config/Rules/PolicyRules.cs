using System.IO.Enumeration;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Config.Rules;

internal static class PolicyRules
{
    public static void SomebodyCanAnswer(GatewayConfig config, BindContext context)
    {
        foreach (var policy in config.Policies.Values.Where(p => p.Ask.Approvers.IsEmpty))
        {
            if (policy.Defaults.Any(d => d.Action == PolicyAction.Ask) || policy.Rules.Any(r => r.Action == PolicyAction.Ask))
            {
                context.Diagnostics.Error(
                    context.Place($"policies.{policy.Name}.ask.approvers"),
                    $"policies.{policy.Name} asks, and nobody may answer: ask.approvers is empty"
                );
            }
        }
    }

    public static void CommandsNeedExec(GatewayConfig config, BindContext context)
    {
        foreach (var (path, rule) in Rules(config).Where(static one => !one.Rule.Match.Commands.IsEmpty))
        {
            if (!rule.Match.Tools.IsEmpty && !rule.Match.Tools.Any(t => t is "exec" or "process" || t.Contains('*')))
            {
                context.Diagnostics.Warning(
                    context.Place($"{path}.commands"),
                    $"{path} never matches: it names commands, and none of its tools runs any"
                );
            }
        }
    }

    /// <summary>An effect is a command or a path or a host or a target, so keys for two of them are never met at once.</summary>
    public static void EffectsAreOfOneKind(GatewayConfig config, BindContext context)
    {
        foreach (var (path, rule) in Rules(config))
        {
            var kinds = Kinds(rule.Match);
            if (kinds.Count > 1)
            {
                context.Diagnostics.Warning(
                    context.Place($"{path}.{kinds[1]}"),
                    $"{path} never matches: what a call does is looked at piece by piece, and no piece has both {kinds[0]} and {kinds[1]}. Write a rule for each"
                );
            }
            if (rule.Except is not { } except)
            {
                continue;
            }
            var carved = Kinds(except).Except(kinds).Concat(kinds).Distinct().ToList();
            if (kinds.Count <= 1 && Kinds(except).Count > 0 && carved.Count > 1)
            {
                context.Diagnostics.Warning(
                    context.Place($"{path}.except.{Kinds(except)[^1]}") ?? context.Place($"{path}.except"),
                    $"{path}.except takes nothing out: no piece of a call has both {carved[0]} and {carved[1]}"
                );
            }
        }
    }

    /// <summary>A policy written whole under a built-in's name should not be weaker than what its name promises without anybody
    /// noticing.</summary>
    public static void NothingOfABuiltInIsLost(GatewayConfig config, BindContext context)
    {
        foreach (var builtIn in BuiltInPolicies.All)
        {
            var written = config.Policies[builtIn.Name];
            if (context.Place($"policies.{builtIn.Name}.default") is not { } place)
            {
                continue;
            }
            var rules = builtIn
                .Rules.Where(rule =>
                    rule.Action != PolicyAction.Allow
                    && written.Rules.All(own => own.Name != rule.Name)
                    && rule.Match.Tools.Any(tool => DefaultFor(written, tool) != PolicyAction.Deny)
                )
                .Select(static rule => $"the rule \"{rule.Name}\"");
            var tools = Vocabulary
                .Tools.Where(tool => DefaultFor(written, tool) < DefaultFor(builtIn, tool))
                .Select(tool => $"{(DefaultFor(builtIn, tool) == PolicyAction.Deny ? "denying" : "asking before")} {tool}");
            List<string> lost = [.. rules, .. tools];
            if (lost.Count > 0)
            {
                context.Diagnostics.Warning(
                    place,
                    $"policies.{builtIn.Name} replaces the built-in policy of that name, because it has a default of its own, and does not have: {string.Join(", ", lost)}. "
                        + "Take default out to add to the built-in, write what is missing, or give the policy another name"
                );
            }
        }
    }

    /// <summary>What a policy does not name it denies, and a file that forgot a tool looks like one that meant it.</summary>
    public static void EveryToolIsNamed(GatewayConfig config, BindContext context)
    {
        foreach (var policy in config.Policies.Values.Where(p => p.Span.Line > 0 && p.Defaults.All(d => d.Tool != "*")))
        {
            var denied = Vocabulary
                .Tools.Where(tool => policy.Defaults.All(d => d.Tool != tool) && !policy.Rules.Any(r => Names(r.Match, tool)))
                .ToList();
            if (denied.Count > 0)
            {
                context.Diagnostics.Warning(
                    context.Place($"policies.{policy.Name}.default") ?? context.Place($"policies.{policy.Name}.rules"),
                    $"policies.{policy.Name} denies {string.Join(", ", denied)}: its default names neither them nor \"*\", and no rule does. If that is meant, write \"*\" = \"deny\" in its default"
                );
            }
        }
    }

    /// <summary>The rules of all policies, each with the path that settings and messages have of it.</summary>
    public static IEnumerable<(string Path, PolicyRule Rule)> Rules(GatewayConfig config) =>
        config.Policies.Values.SelectMany(policy => policy.Rules.Select(rule => ($"policies.{policy.Name}.rules[{rule.Name}]", rule)));

    public static bool Names(RuleMatch match, string tool) =>
        match.Tools.IsEmpty || match.Tools.Any(name => FileSystemName.MatchesSimpleExpression(name, tool, ignoreCase: false));

    public static PolicyAction DefaultFor(PolicyConfig policy, string tool) =>
        (policy.Defaults.FirstOrDefault(d => d.Tool == tool) ?? policy.Defaults.FirstOrDefault(d => d.Tool == "*"))?.Action
        ?? PolicyAction.Deny;

    private static List<string> Kinds(RuleMatch match) =>
        [.. Keys(match).Where(static key => key is "commands" or "paths" or "hosts" or "targets")];

    /// <summary>What a rule asks of a call beside its tools, by the names of the settings.</summary>
    public static IEnumerable<string> Keys(RuleMatch match) =>
        new (string Key, bool IsEmpty)[]
        {
            ("commands", match.Commands.IsEmpty),
            ("cwd", match.WorkingDirectories.IsEmpty),
            ("paths", match.Paths.IsEmpty),
            ("hosts", match.Hosts.IsEmpty),
            ("targets", match.Targets.IsEmpty),
            ("origins", match.Origins.IsEmpty),
            ("senders", match.Senders.IsEmpty),
            ("sessions", match.Sessions.IsEmpty),
        }
            .Where(static key => !key.IsEmpty)
            .Select(static key => key.Key);
}
