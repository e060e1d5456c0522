using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Policy;

/// <summary>The TOML of a suggestion as it grows: comments first, then rules in the form that fits where the policy stands.</summary>
internal sealed class SuggestionText
{
    public const string Commands = "commands";

    private readonly StringBuilder _text = new();

    public bool IsEmpty => _text.Length == 0;

    public SuggestionText Comment(string words)
    {
        _text.Append("# ").Append(Escape(words)).Append('\n');
        return this;
    }

    // A list or a table in brackets is complete where it stands: what goes into it is an element, and a header below would be an error.
    public SuggestionText Rules(PolicyConfig policy, List<PolicyRule> rules)
    {
        if (rules.Count == 0)
        {
            return this;
        }
        if (policy.RuleList is null && policy.Braces is null)
        {
            foreach (var rule in rules)
            {
                Gap();
                _text.Append(CultureInfo.InvariantCulture, $"[[policies.{Key(policy.Name)}.rules]]\n{string.Join('\n', Entries(rule))}\n");
            }
            return this;
        }

        var elements = rules.Select(static rule => $"{{ {string.Join(", ", Entries(rule))} }}");
        Gap();
        if (policy.RuleList is { } list)
        {
            Comment($"add this to the list of rules at {list}, with a comma between two elements");
            _text.Append(string.Join(",\n", elements)).Append('\n');
        }
        else
        {
            Comment($"add this to the table policies.{Key(policy.Name)} at {policy.Braces}, behind a comma");
            _text.Append(CultureInfo.InvariantCulture, $"rules = [{string.Join(", ", elements)}]\n");
        }
        return this;
    }

    public override string ToString() => _text.ToString();

    private void Gap()
    {
        if (!IsEmpty)
        {
            _text.Append('\n');
        }
    }

    private static IEnumerable<string> Entries(PolicyRule rule)
    {
        yield return $"name = {Toml(rule.Name)}";
        (string Key, EquatableArray<string> Values)[] lists =
        [
            ("tools", rule.Match.Tools),
            (Commands, rule.Match.Commands),
            ("cwd", rule.Match.WorkingDirectories),
            ("paths", rule.Match.Paths),
            ("hosts", rule.Match.Hosts),
            ("targets", rule.Match.Targets),
        ];
        foreach (var (key, values) in lists.Where(static list => !list.Values.IsEmpty))
        {
            yield return $"{key} = [{string.Join(", ", values.Select(Toml))}]";
        }
        yield return "action = \"allow\"";
    }

    private static string Key(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? name : Toml(name);

    public static string Toml(string value) => $"\"{Escape(value.Replace("\\", "\\\\").Replace("\"", "\\\""))}\"";

    // Control and format characters are written out: they are not allowed in TOML, or they would show the reader another text than the one
    // he pastes.
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            var hidden =
                Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator;
            text.Append(hidden ? $"\\U{rune.Value:X8}" : rune.ToString());
        }

        return text.ToString();
    }
}
