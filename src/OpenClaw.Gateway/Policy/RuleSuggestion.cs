using System.Globalization;
using System.Text;
using OpenClaw.Config;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy;

/// <summary>
/// The TOML that would have allowed a call, for <c>openclaw approve ID --rule</c>. It is printed and never applied. Where a rule stands in the way, an allow would not
/// help (the stricter wins), so then the text says which rule needs an exception.
/// </summary>
internal static class RuleSuggestion
{
    public static string For(PolicySet policies, CallContext context)
    {
        var text = new StringBuilder();
        if (!policies.Policies.ContainsKey(context.Policy))
            return Comment(text, $"there is no policy \"{context.Policy}\" any more").ToString();
        var commands = new List<string>();
        var paths = new List<string>();
        var hosts = new List<string>();
        var targets = new List<string>();
        var nothing = false;
        foreach (var effect in context.Effects.IsEmpty ? [new Effect.None()] : context.Effects)
        {
            var alone = Gate.Decide(policies, context with { Effects = [effect] });
            if (alone.Action == PolicyAction.Allow)
                continue;
            if (!CanBeOpened(alone, effect, context, text))
                continue;
            switch (effect)
            {
                case Effect.Command command:
                    commands.Add(Pattern(command));
                    break;
                case Effect.Read read:
                    paths.Add(PathPattern.Literal(read.Path, context.Workspace));
                    break;
                case Effect.Write write:
                    paths.Add(PathPattern.Literal(write.Path, context.Workspace));
                    break;
                case Effect.Host host:
                    hosts.Add(Glob.Escape(host.Name));
                    break;
                case Effect.Target target:
                    targets.Add(Glob.Escape(target.Address));
                    break;
                default:
                    nothing = true;
                    break;
            }
        }

        Rule(text, context, "commands", commands);
        Rule(text, context, "paths", paths);
        Rule(text, context, "hosts", hosts);
        Rule(text, context, "targets", targets);
        if (nothing)
            Rule(text, context, null, []);
        return text.Length == 0 ? "# the policy allows this already\n" : text.ToString();
    }

    private static bool CanBeOpened(Verdict alone, Effect effect, CallContext context, StringBuilder text)
    {
        var what = Explanation.Describe(effect);
        if (alone.Rule is Protection.ProtectedPath or Protection.RepositoryInternals && alone.Span.Line == 0)
        {
            Comment(text, $"no rule can allow that it {what}: {alone.Reason}");
            return false;
        }

        if (alone.Rule is not (Gate.Default or Protection.OutsideWorkspace))
        {
            Comment(text, $"that it {what} is for the rule \"{alone.Rule}\" at {alone.Span} to say, and an allow elsewhere does not outweigh it; add there:");
            if (Exception(effect, context) is { } except)
                Comment(text, $"  except = {{ {except} }}");
            return false;
        }

        if (effect is Effect.OpaqueLine)
        {
            Comment(text, $"it {what}");
            Comment(text, "only commands = [\"**\"] allows such a line, and that allows every command");
            return false;
        }

        if (effect is Effect.Command { BareName: null, Found: null } command)
        {
            Comment(text, $"`{command.Words[0]}` leads to no executable that is known, so only \"*\" or \"**\" can stand for it");
            return false;
        }

        return true;
    }

    private static string? Exception(Effect effect, CallContext context) => effect switch
    {
        Effect.Command { BareName: not null } command => $"commands = [{Toml(Pattern(command))}]",
        Effect.Command { Found: not null } command => $"commands = [{Toml(Pattern(command))}]",
        Effect.Read read => $"paths = [{Toml(PathPattern.Literal(read.Path, context.Workspace))}]",
        Effect.Write write => $"paths = [{Toml(PathPattern.Literal(write.Path, context.Workspace))}]",
        Effect.Host host => $"hosts = [{Toml(Glob.Escape(host.Name))}]",
        Effect.Target target => $"targets = [{Toml(Glob.Escape(target.Address))}]",
        _ => null,
    };

    // A program that PATH does not lead to is named by its path, or the pattern would mean another one.
    private static string Pattern(Effect.Command command) =>
        CommandPattern.Literal(command.Words.Select((w, i) => i > 0 ? w : command.BareName ?? command.Found ?? w), command.OpenEnded);

    private static void Rule(StringBuilder text, CallContext context, string? key, List<string> values)
    {
        if (key is not null && values.Count == 0)
            return;
        if (text.Length > 0)
            text.Append('\n');
        var about = values.Count == 0 ? "" : $": {values[0]}{(values.Count > 1 ? " ..." : "")}";
        var name = $"allow {context.Tool}{about}";
        text.Append(CultureInfo.InvariantCulture, $"[[policies.{Key(context.Policy)}.rules]]\n");
        text.Append(CultureInfo.InvariantCulture, $"name = {Toml(name.Length > 60 ? string.Concat(name.AsSpan(0, char.IsHighSurrogate(name[56]) ? 56 : 57), "...") : name)}\n");
        text.Append(CultureInfo.InvariantCulture, $"tools = [{Toml(Glob.Escape(context.Tool))}]\n");
        if (key is not null)
            text.Append(CultureInfo.InvariantCulture, $"{key} = [{string.Join(", ", values.Distinct().Select(Toml))}]\n");
        text.Append("action = \"allow\"\n");
    }

    private static StringBuilder Comment(StringBuilder text, string words) => text.Append("# ").Append(Escape(words)).Append('\n');

    private static string Key(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? name : Toml(name);

    private static string Toml(string value) => $"\"{Escape(value.Replace("\\", "\\\\").Replace("\"", "\\\""))}\"";

    // Control and format characters are written out: they are not allowed in TOML, or they would show the reader another text than the one he pastes.
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var rune in value.EnumerateRunes())
        {
            var hidden = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (hidden)
                text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
            else
                text.Append(rune.ToString());
        }

        return text.ToString();
    }
}
