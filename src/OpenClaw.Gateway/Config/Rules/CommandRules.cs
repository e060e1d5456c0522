using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Config.Rules;

/// <summary>Command patterns that gave more leave in earlier versions, and what to write for either meaning.</summary>
internal static class CommandRules
{
    // A rule that names cwd, or writes a dash before a wildcard, was written for what patterns mean now.
    public static void PatternsThatMeantMore(GatewayConfig config, BindContext context)
    {
        foreach (var (path, rule) in PolicyRules.Rules(config))
        {
            if (rule.Action != PolicyAction.Allow || rule.Span.Line == 0 || !rule.Match.WorkingDirectories.IsEmpty)
            {
                continue;
            }
            var patterns = rule.Match.Commands.Select(text => (Text: text, Words: PatternWords.Compile(text))).ToList();
            if (patterns.Any(p => p.Words.Any(IsOptionWildcard)))
            {
                continue;
            }
            var wide = patterns.Where(p => MeantMore(p.Words)).ToList();
            if (wide.Count == 0)
            {
                continue;
            }
            var halves = new[]
            {
                Half(wide.Where(p => TakesOptions(p.Words).Any()), "took options as words (now only -* and -** do)"),
                Half(wide.Where(p => CommandReach.IsRelative(p.Words)), "held in every folder (now, without cwd, in the workspace's root)"),
            };
            var before = patterns.SelectMany(p => Before(p.Text, p.Words)).Distinct().Select(Quote);
            context.Diagnostics.Warning(
                context.Place($"{path}.commands"),
                $"{path} gave more leave in earlier versions: {string.Join("; ", halves.Where(static half => half.Length > 0))}. "
                    + $"To keep the rule \"{rule.Name}\" as it holds now, add cwd = [\"{(patterns.Any(p => CommandReach.IsRelative(p.Words)) ? "." : "**")}\"]. For what it was, write commands = [{string.Join(", ", before)}] and cwd = [\"**\"]"
            );
        }
    }

    private static string Half(IEnumerable<(string Text, List<string> Words)> patterns, string meant) =>
        string.Join(", ", patterns.Select(static p => Quote(p.Text))) is { Length: > 0 } which ? $"{which} {meant}" : "";

    private static bool MeantMore(List<string> words) =>
        words is not [[PatternWords.Star, PatternWords.Star]]
        && words.Any(w => w.Contains(PatternWords.Star))
        && (CommandReach.IsRelative(words) || TakesOptions(words).Any());

    private static bool IsOptionWildcard(string word) => word.StartsWith('-') && word.Contains(PatternWords.Star);

    // The places where a wildcard may have met an option. Behind an option that is written out it stands for that one's value.
    private static IEnumerable<int> TakesOptions(List<string> words) =>
        Enumerable
            .Range(1, Math.Max(0, words.Count - 1))
            .Where(i => words[i].StartsWith(PatternWords.Star) && (words[i] is [_, PatternWords.Star] || !words[i - 1].StartsWith('-')));

    private static IEnumerable<string> Before(string text, List<string> words)
    {
        if (!MeantMore(words))
        {
            return [text];
        }
        var many = TakesOptions(words).Where(i => words[i] is [PatternWords.Star, PatternWords.Star]).ToHashSet();
        var open = words.Select((word, i) => many.Contains(i) ? CommandReach.AnyNumberWithOptions : word).ToList();
        return TakesOptions(words)
            .Where(i => !many.Contains(i))
            .Select(i => Print(open.Select((word, at) => at == i ? "-" + word : word)))
            .Prepend(Print(open));
    }

    private static string Print(IEnumerable<string> words) => string.Join(' ', words.Select(PatternWords.Print));

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
}
