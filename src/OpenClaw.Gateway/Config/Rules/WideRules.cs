using System.IO.Enumeration;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Config.Rules;

/// <summary>Rules whose leave is wider than they look: whoever may choose what an interpreter runs may do anything.</summary>
internal static class WideRules
{
    private static readonly string[] s_root = ["sudo", "doas", "su", "pkexec", "run0", "runuser", "sudoedit", "nsenter", "chroot"];

    private static readonly string[] s_interpreters = WordList.Of(
        """
        sh bash dash ash zsh ksh mksh fish csh tcsh pwsh busybox toybox
        python python2 python3 pypy pypy3 ipython perl ruby irb
        node nodejs deno bun lua luajit php tclsh wish expect
        awk gawk mawk Rscript R
        julia guile racket sbcl ghci runghc erl elixir iex groovy scala jshell osascript gdb
        """
    );

    public static void CommandsThatRunAnything(GatewayConfig config, BindContext context)
    {
        foreach (var (at, rule) in Allowing(config).Where(static of => NamesNothing(of.Rule.Match)))
        {
            context.Diagnostics.Warning(
                context.Place($"{at}.action"),
                $"{at} allows exec and names no commands: every command that is understood runs without a question, with all rights of the gateway's user"
            );
        }
        foreach (var (at, rule) in Allowing(config))
        {
            foreach (var text in rule.Match.Commands)
            {
                if (Meaning(PatternWords.Compile(text)) is { } meaning)
                {
                    context.Diagnostics.Warning(context.Place($"{at}.commands"), $"{at} allows \"{text}\": {meaning}");
                }
            }
        }
    }

    public static void DefaultsThatRunAnything(GatewayConfig config, BindContext context)
    {
        foreach (
            var policy in config.Policies.Values.Where(p =>
                p.Span.Line > 0 && p.Defaults.Any(d => d is { Tool: "exec", Action: PolicyAction.Allow })
            )
        )
        {
            context.Diagnostics.Warning(
                context.Place($"policies.{policy.Name}.default.exec") ?? context.Place($"policies.{policy.Name}.default"),
                $"policies.{policy.Name} allows exec by default: every command that no rule denies runs without a question, with all rights of the gateway's user"
            );
        }
    }

    public static void PathsThatHoldEverything(GatewayConfig config, BindContext context)
    {
        foreach (var (at, rule) in Allowing(config))
        {
            foreach (var path in rule.Match.Paths.Where(p => HoldsHome(p, context.Request.Home)))
            {
                context.Diagnostics.Warning(
                    context.Place($"{at}.paths"),
                    $"{at} opens \"{path}\": every file there that the gateway's user can reach, keys in ~/.ssh, tokens and what a login shell runs among them. "
                        + "Name the folders that are meant"
                );
            }
        }
    }

    private static IEnumerable<(string Path, PolicyRule Rule)> Allowing(GatewayConfig config) =>
        PolicyRules.Rules(config).Where(static one => one.Rule.Action == PolicyAction.Allow && one.Rule.Span.Line > 0);

    private static bool NamesNothing(RuleMatch match) =>
        match.Commands.IsEmpty
        && match.Paths.IsEmpty
        && match.Hosts.IsEmpty
        && match.Targets.IsEmpty
        && match.Tools.Any(static tool => FileSystemName.MatchesSimpleExpression(tool, "exec", ignoreCase: false));

    private static string? Meaning(List<string> words)
    {
        if (words.Count == 0)
        {
            return null;
        }
        var open = words.Skip(1).Any(static w => w.Contains(PatternWords.Star));
        if (words is [[PatternWords.Star, PatternWords.Star]])
        {
            return "every command, and lines that cannot be understood. What the model writes runs without a question, with all rights of the gateway's user";
        }
        if (IsAnyNumber(words[0]) || (words[0] is [PatternWords.Star] && (open || words.Count == 1)))
        {
            return "every program. What the model writes runs without a question, with all rights of the gateway's user";
        }
        var name = words[0][(words[0].LastIndexOf('/') + 1)..];
        if (s_root.Any(program => Names(name, program)) && (open || !name.Contains(PatternWords.Star)))
        {
            return "what runs has the rights of root, and neither the user's rights nor a rule about files holds it";
        }
        return s_interpreters.Any(program => Names(name, program)) && !NamesItsProgram(words)
            ? "an interpreter runs any program it is given, so this is leave for all that the gateway's user may do. Write the script out, such as \"python3 scripts/report.py\", and let no tool write it"
            : null;
    }

    // What comes first behind the written options is the program, and behind -c or -m the code: when that is written out, the rest are its
    // arguments.
    private static bool NamesItsProgram(List<string> words)
    {
        var at = 1;
        while (at < words.Count && words[at].StartsWith('-') && !words[at].Contains(PatternWords.Star))
        {
            at++;
        }
        if (at == words.Count)
        {
            return words.Skip(1).Any(static w => w is "--version" or "-V" or "--help");
        }
        return !words[at].Contains(PatternWords.Star);
    }

    private static bool Names(string pattern, string program) =>
        pattern.Contains(PatternWords.Star)
            ? FileSystemName.MatchesSimpleExpression(pattern.Replace(PatternWords.Star, '*'), program, ignoreCase: false)
            : pattern == program
                || (
                    char.IsAsciiDigit(pattern.Length > 0 ? pattern[^1] : ' ')
                    && pattern.TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == program
                );

    private static bool IsAnyNumber(string word) => word is [PatternWords.Star, PatternWords.Star] or CommandReach.AnyNumberWithOptions;

    // A pattern that ends in ** behind a folder at or above the home folder.
    private static bool HoldsHome(string pattern, string home)
    {
        var path = pattern is "~" or ['~', '/', ..] ? home.TrimEnd('/') + pattern[1..] : pattern;
        var star = path.IndexOf('*');
        if (!path.StartsWith('/') || star < 0 || path[star..] is not ("**" or "**/*" or "*/**"))
        {
            return false;
        }
        var folder = path[..star];
        return folder.EndsWith('/') && (home.TrimEnd('/') + "/").StartsWith(folder, StringComparison.Ordinal);
    }
}
