using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Policy;

/// <summary>A verdict in words, for people and models. Escaping for where it is shown is the shower's work.</summary>
internal static class Explanation
{
    /// <summary>One line: what was decided, by which rule at which place, and why.</summary>
    public static string Line(Verdict verdict)
    {
        var reason = verdict.Reason is { Length: > 0 } text ? $": {text}" : "";
        return $"{Word(verdict.Action)} by {Name(verdict.Rule)} ({verdict.Span.ToString().Trim('(', ')')}){reason}";
    }

    /// <summary>The line, and below it every rule that was looked at, effect by effect.</summary>
    public static string Of(Verdict verdict)
    {
        var text = new StringBuilder(Line(verdict));
        Effect? last = null;
        foreach (var step in verdict.Trace)
        {
            if (last is null || !last.Equals(step.Effect))
            {
                text.Append('\n').Append("  ").Append(Describe(step.Effect));
            }
            last = step.Effect;
            var action = step.Action.ToString().ToLowerInvariant();
            var note = step.Note.Length > 0 ? $": {step.Note}" : "";
            text.Append($"\n    {(step.Matched ? '+' : '-')} {action} {Name(step.Rule)} {step.Span}{note}");
        }

        return text.ToString();
    }

    public static string Describe(Effect effect) =>
        effect switch
        {
            Effect.Command command => $"runs {string.Join(' ', command.Words.Select(Quoted))}{(command.OpenEnded ? " ..." : "")}",
            Effect.OpaqueLine opaque => $"runs a line that is not understood, because {opaque.Why}: {opaque.Line}",
            Effect.Read read => $"reads {read.Path}{By(read.Of)}",
            Effect.Write write => $"writes {write.Path}{By(write.Of)}",
            Effect.Host host => $"speaks to {host.Name}",
            Effect.Target target => $"reaches {target.Address}",
            _ => "touches nothing that rules name",
        };

    private static string By(Operand? of) =>
        of is null ? "" : $" ({Quoted(of.Word)} of {Quoted(of.Command.Words[0])}{(of.Row is null ? "" : $"; {of.Row}")})";

    private static string Word(PolicyAction action) =>
        action switch
        {
            PolicyAction.Allow => "allowed",
            PolicyAction.Ask => "must be asked",
            _ => "denied",
        };

    private static string Name(string rule) => rule is Gate.Default ? "the default" : $"\"{rule}\"";

    private static string Quoted(string word) => NeedsQuotes(word) ? ShellPrinter.Quote(word) : word;

    private static bool NeedsQuotes(string word) =>
        word.Length == 0 || word.Any(c => !char.IsAsciiLetterOrDigit(c) && !"-_./:=,@%+".Contains(c));
}
