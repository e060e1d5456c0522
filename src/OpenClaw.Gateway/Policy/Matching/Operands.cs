using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy.Matching;

/// <summary>Files that a command is given by its words: which rules about commands speak of them too.</summary>
internal static class Operands
{
    /// <summary>
    /// Whether an allow without paths opens a file outside the workspace: when it is for every command there is, or when it matches that
    /// command and its pattern writes that very word (<c>df -h /</c>), so that the file is one its author thought of.
    /// </summary>
    public static (Fit Fit, string Note) Opens(RuleMatcher matcher, PolicyRule rule, Operand operand, bool outside)
    {
        if (!outside)
        {
            return (Fit.No, "the file goes with the command that names it");
        }
        if (
            rule.Match.Commands.Any(pattern =>
                Writes(pattern, operand) && matcher.Match(Only(rule, pattern), operand.Command, out _) == Fit.Sure
            )
        )
        {
            return (Fit.Sure, "matches the command, and writes this very word");
        }
        return (Fit.No, "only a rule with paths, or one whose commands write this very word, opens what is outside the workspace");
    }

    private static bool Writes(string pattern, Operand operand)
    {
        var parsed = CommandPattern.Parse(pattern);
        // As often as the command has it: a pattern that writes it where it is read says nothing of where it is written.
        return parsed.IsEverything
            || (
                !operand.Hidden && operand.Naming() is { Count: > 0 } naming && naming.All(word => IsWritten(parsed, word, operand.Command))
            );
    }

    private static bool IsWritten(CommandPattern pattern, string word, Effect.Command command) =>
        command.Words.Count(w => w == word) is > 0 and var often && pattern.CountOf(word) >= often;

    private static PolicyRule Only(PolicyRule rule, string pattern) => rule with { Match = rule.Match with { Commands = [pattern] } };
}
