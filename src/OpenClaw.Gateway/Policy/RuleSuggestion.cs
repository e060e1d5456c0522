using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Matching;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy;

/// <summary>
/// The TOML that would have allowed a call, for <c>openclaw approve ID --rule</c>. It is printed and never applied. Where a rule stands in
/// the way, an allow would not help (the stricter wins), so then the text says which rule needs an exception.
/// </summary>
internal static class RuleSuggestion
{
    private const string Commands = SuggestionText.Commands;
    private const string Nothing = "";

    private static readonly string[] s_keys = [Commands, "paths", "hosts", "targets", Nothing];

    public static string For(PolicySet policies, CallContext context)
    {
        var text = new SuggestionText();
        if (!policies.Policies.TryGetValue(context.Policy, out var policy))
        {
            return text.Comment($"there is no policy \"{context.Policy}\" any more").ToString();
        }
        var folder = Folder(context);
        var rules = Rules(policy, context, Values(policies, context, folder, text), folder);
        if (text.IsEmpty && rules.Count == 0)
        {
            return "# the policy allows this already\n";
        }
        if (text.IsEmpty && !AllowTogether(policies, policy, context, rules))
        {
            text.Comment("with these the call is still not allowed; `openclaw explain` says why");
        }
        return text.Rules(policy, rules).ToString();
    }

    /// <summary>What the rules would name, by the key they name it with. Says in <paramref name="text"/> what no rule can open.</summary>
    private static Dictionary<string, List<string>> Values(PolicySet policies, CallContext context, string? folder, SuggestionText text)
    {
        var values = new Dictionary<string, List<string>>();
        foreach (var effect in context.Effects.IsEmpty ? [new Effect.None()] : context.Effects)
        {
            var alone = Gate.Decide(policies, context with { Effects = [effect] });
            if (
                alone.Action != PolicyAction.Allow
                && !GoesWithItsCommand(policies, context, effect, alone)
                && CanBeOpened(alone, effect, context, text)
                && Entry(effect, context) is var (key, value)
                && CanBeWritten(key, value, text)
            )
            {
                (values.TryGetValue(key, out var known) ? known : values[key] = []).Add(value);
            }
        }

        if (folder is not null && values.ContainsKey(Commands) && !CanBeWritten("cwd", folder, text))
        {
            values.Remove(Commands);
        }
        return values;
    }

    private static bool CanBeOpened(Verdict alone, Effect effect, CallContext context, SuggestionText text)
    {
        var what = Explanation.Describe(effect);
        if (alone.Rule is Protection.ProtectedPath or Protection.RepositoryInternals && alone.Span.Line == 0)
        {
            text.Comment($"no rule can allow that it {what}: {alone.Reason}");
            return false;
        }

        if (alone.Rule is not (Gate.Default or Protection.OutsideWorkspace))
        {
            var how = alone.Span.Line == 0 ? $"write a rule of that name (`openclaw example` has it) with" : "add there";
            text.Comment(
                $"that it {what} is for the rule \"{alone.Rule}\" at {alone.Span} to say, and an allow elsewhere does not outweigh it; {how}:"
            );
            if (effect is not Effect.Command { BareName: null, Found: null } && Entry(effect, context) is { Key.Length: > 0 } entry)
            {
                text.Comment($"  except = {{ {entry.Key} = [{SuggestionText.Toml(entry.Value)}] }}");
            }
            return false;
        }

        if (effect is Effect.OpaqueLine)
        {
            text.Comment($"it {what}");
            text.Comment("only commands = [\"**\"] allows such a line, and that allows every command");
            return false;
        }

        if (effect is Effect.Command { BareName: null, Found: null } command)
        {
            text.Comment($"`{command.Words[0]}` leads to no executable that is known, so only \"*\" or \"**\" can stand for it");
            return false;
        }

        return true;
    }

    // What is said of the command is said once.
    private static bool GoesWithItsCommand(PolicySet policies, CallContext context, Effect effect, Verdict alone) =>
        effect is Effect.File { Of: { } operand }
        && !Protection.IsOutside(policies, context, effect)
        && context.Effects.Contains(operand.Command)
        && Gate.Decide(policies, context with { Effects = [operand.Command] }).Rule == alone.Rule;

    private static bool IsKnown(Effect.Command command) => command is not { BareName: null, Found: null };

    // A configuration with such characters in it would be refused as a whole.
    private static bool CanBeWritten(string key, string value, SuggestionText text)
    {
        if (!value.Any(char.IsControl))
        {
            return true;
        }
        text.Comment($"{key} cannot name {value}, for a configuration has no control characters: no rule allows just this");
        return false;
    }

    private static (string Key, string Value) Entry(Effect effect, CallContext context) =>
        effect switch
        {
            Effect.Command command => (Commands, Pattern(command)),
            // The command with this very word: a rule with paths would open the file to every command there is.
            Effect.File { Of: { Hidden: false } named } when IsKnown(named.Command) => (Commands, Pattern(named.Command)),
            Effect.File file => ("paths", PathPattern.Literal(file.Path, context.Workspace)),
            Effect.Host host => ("hosts", Glob.Escape(host.Name)),
            Effect.Target target => ("targets", Glob.Escape(target.Address)),
            _ => (Nothing, Nothing),
        };

    // A program that PATH does not lead to is named by its path, or the pattern would mean another one.
    private static string Pattern(Effect.Command command) =>
        CommandPattern.Literal(command.Words.Select((w, i) => i > 0 ? w : command.BareName ?? command.Found ?? w), command.OpenEnded);

    // The command was seen in this folder, and may do something else in another.
    private static string? Folder(CallContext context) =>
        context.Binding.WorkingDirectory is { } folder && folder != context.Workspace
            ? PathPattern.Literal(folder, context.Workspace)
            : null;

    private static List<PolicyRule> Rules(PolicyConfig policy, CallContext context, Dictionary<string, List<string>> values, string? folder)
    {
        var rules = new List<PolicyRule>();
        foreach (var key in s_keys.Where(values.ContainsKey))
        {
            EquatableArray<string> written = [.. values[key].Distinct()];
            var match = new RuleMatch { Tools = [Glob.Escape(context.Tool)] };
            rules.Add(
                new PolicyRule
                {
                    Name = NewName([.. policy.Rules, .. rules], Name(context, key, written)),
                    Match = key switch
                    {
                        Commands => match with { Commands = written, WorkingDirectories = folder is null ? [] : [folder] },
                        "paths" => match with { Paths = written },
                        "hosts" => match with { Hosts = written },
                        "targets" => match with { Targets = written },
                        _ => match,
                    },
                    Action = PolicyAction.Allow,
                    Span = SourceSpan.BuiltIn,
                }
            );
        }

        return rules;
    }

    private static string Name(CallContext context, string key, EquatableArray<string> values)
    {
        var name = $"allow {context.Tool}{(key == Nothing ? "" : $": {values[0]}{(values.Count > 1 ? " ..." : "")}")}";
        return name.Length > 60 ? string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[56]) ? 56 : 57), "...") : name;
    }

    // Two rules of one name are an error, and what was printed must be fit to be pasted.
    private static string NewName(IEnumerable<PolicyRule> rules, string name)
    {
        var taken = rules.Select(static rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        var free = name;
        for (var number = 2; taken.Contains(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name} ({number})");
        }
        return free;
    }

    private static bool AllowTogether(PolicySet policies, PolicyConfig policy, CallContext context, List<PolicyRule> rules)
    {
        var more = policy with { Rules = [.. policy.Rules, .. rules] };
        var with = policies with
        {
            Policies = policies
                .Policies.Values.Select(p => p.Name == policy.Name ? more : p)
                .ToDictionary(static p => p.Name, StringComparer.Ordinal),
        };
        return Gate.Decide(with, context).Action == PolicyAction.Allow;
    }
}
