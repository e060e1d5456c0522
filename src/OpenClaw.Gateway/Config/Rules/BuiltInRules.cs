using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Config.Rules;

/// <summary>Policies under a built-in's name that give more than their text shows: what the built-in brings along, and what a rule took the
/// place of.</summary>
internal static class BuiltInRules
{
    /// <summary>
    /// Earlier such a policy was all there is. A rule that allows what the built-in allows anyway gives nothing now, so it was written for
    /// that meaning; one that was not goes silent by taking it out.
    /// </summary>
    public static void NarrowPoliciesAreAddedNow(GatewayConfig config, BindContext context)
    {
        foreach (var (builtIn, written) in Written(config).Where(pair => context.Place($"policies.{pair.BuiltIn.Name}.default") is null))
        {
            var (rule, tools) = written
                .Rules.Where(IsOwn)
                .Select(own => (Rule: own, Tools: AllowedAnyway(builtIn, own)))
                .FirstOrDefault(static given => given.Tools.Count > 0);
            if (rule is null)
            {
                continue;
            }
            var place = $"policies.{written.Name}.rules[{rule.Name}]";
            context.Diagnostics.Warning(
                context.Place($"{place}.action"),
                $"policies.{written.Name} is added to the built-in policy of that name now; earlier everything it did not name was denied. For that write default = {{ \"*\" = \"deny\" }} in [policies.{written.Name}]. "
                    + $"Else take out what {place} gives for {string.Join(", ", tools)}: the built-in allows that already"
            );
        }
    }

    /// <summary>A rule under the name of a built-in denial or question replaces it, and a reader of the file sees a rule more and not a
    /// rule less.</summary>
    public static void DenialsAreNotReplacedByLess(GatewayConfig config, BindContext context)
    {
        foreach (var (builtIn, written) in Written(config))
        {
            foreach (var kept in builtIn.Rules.Where(static rule => rule.Action != PolicyAction.Allow))
            {
                if (
                    written.Rules.FirstOrDefault(own => own.Name == kept.Name && own.Span.Line > 0) is not { } own
                    || Lost(kept, own) is not { Count: > 0 } lost
                )
                {
                    continue;
                }
                context.Diagnostics.Warning(
                    context.Place($"policies.{written.Name}.rules[{own.Name}].name"),
                    $"policies.{written.Name}.rules[{own.Name}] takes the place of the built-in rule of that name, and {string.Join(", and ", lost)}. Give it another name, or write what is missing"
                );
            }
        }
    }

    private static IEnumerable<(PolicyConfig BuiltIn, PolicyConfig Written)> Written(GatewayConfig config) =>
        BuiltInPolicies.All.Select(builtIn => (builtIn, config.Policies[builtIn.Name])).Where(static pair => pair.Item2.Span.Line > 0);

    // What `approve --rule` printed was printed because the call was asked about or denied.
    private static bool IsOwn(PolicyRule rule) =>
        rule.Span.Line > 0 && rule.Action == PolicyAction.Allow && !rule.Name.StartsWith("allow ", StringComparison.Ordinal);

    // Of paths only those in the workspace: outside it nothing is allowed without a rule.
    private static List<string> AllowedAnyway(PolicyConfig builtIn, PolicyRule rule)
    {
        var match = rule.Match;
        if (
            !match.Commands.IsEmpty
            || !match.Hosts.IsEmpty
            || !match.Targets.IsEmpty
            || (match.Tools.IsEmpty && match.Paths.IsEmpty)
            || !match.Paths.All(IsInWorkspace)
        )
        {
            return [];
        }
        return
        [
            .. Vocabulary.Tools.Where(tool =>
                PolicyRules.Names(match, tool)
                && (match.Paths.IsEmpty || tool is "read" or "search")
                && PolicyRules.DefaultFor(builtIn, tool) == PolicyAction.Allow
            ),
        ];
    }

    private static bool IsInWorkspace(string path) =>
        path is not ['/' or '~', ..] && !$"/{path}/".Contains("/../", StringComparison.Ordinal);

    private static List<string> Lost(PolicyRule builtIn, PolicyRule own)
    {
        if (own.Action < builtIn.Action)
        {
            return
            [
                $"{(own.Action == PolicyAction.Allow ? "allows" : "asks before")} what that one {(builtIn.Action == PolicyAction.Deny ? "denies" : "asks about")}",
            ];
        }
        var (kept, has) = (builtIn.Match, own.Match);
        var lost = new List<string>();
        Missing("tools", kept.Tools.Where(tool => !PolicyRules.Names(has, tool)));
        Missing("commands", has.Commands.IsEmpty || has.Commands.Contains("**") ? [] : kept.Commands.Except(has.Commands));
        Missing("paths", has.Paths.IsEmpty || has.Paths.Contains("/**") ? [] : kept.Paths.Except(has.Paths));
        var narrower = PolicyRules.Keys(has).Except(PolicyRules.Keys(kept)).ToList();
        if (narrower.Count > 0)
        {
            lost.Add($"holds only for its {string.Join(", ", narrower)}");
        }
        return lost;

        void Missing(string key, IEnumerable<string> values)
        {
            if (string.Join(", ", values.Select(static value => $"\"{value}\"")) is { Length: > 0 } missing)
            {
                lost.Add($"does not have its {key} {missing}");
            }
        }
    }
}
