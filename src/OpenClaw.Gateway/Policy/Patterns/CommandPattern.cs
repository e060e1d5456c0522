using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Patterns;

/// <summary>
/// A pattern over the words of one command: <c>*</c> is exactly one word, <c>**</c> any number, and inside a word <c>*</c> is a glob. None
/// of them takes a word that begins with a dash: <c>-*</c> is one option, <c>-**</c> any number of words with options among them. What
/// takes leave away is read generously. </summary>
internal sealed class CommandPattern
{
    private readonly List<string> _words;

    private CommandPattern(List<string> words)
    {
        _words = words;
        IsRelative = CommandReach.IsRelative(words);
    }

    /// <summary>The one pattern that may allow a line the grammar does not understand.</summary>
    public bool IsEverything => _words is [Glob.AnyNumber];

    /// <summary>How many of its words are just this text, with no star in them.</summary>
    public int CountOf(string word) => _words.Count(w => w == word && !w.Contains(Glob.Star));

    /// <summary>Whether it means something else in another folder.</summary>
    public bool IsRelative { get; }

    public static CommandPattern Parse(string text) => new(PatternWords.Compile(text));

    /// <summary>A pattern for just these words.</summary>
    public static string Literal(IEnumerable<string> words, bool open)
    {
        var text = string.Join(' ', words.Select(PatternWords.Print));
        return open ? text + " -**" : text;
    }

    /// <param name="strict">
    /// True where a match gives leave: then the name must lead to the executable that the pattern means, and what is not known must not
    /// matter. False where a match takes leave away: then any likeness will do.
    /// </param>
    public bool Matches(Effect.Command command, PatternPlace place, bool strict)
    {
        if (IsEverything)
        {
            return true;
        }
        // Words that nobody has seen follow, and options may be among them: leave for these is leave for any, and only `-**` at the end
        // says so.
        if (command.OpenEnded && strict && (_words.Count == 0 || _words[^1] != CommandReach.AnyNumberWithOptions))
        {
            return false;
        }
        return strict
            ? WordRun.Matches(
                _words,
                command.Words.Count,
                (glob, i) => i == 0 ? MatchesName(glob, command, place, strict) : WordGlob.Matches(glob, command, i, place),
                (glob, i) => i == 0 || WordGlob.AnyMatches(command, i, options: glob != Glob.AnyNumber, place)
            )
            : MatchesLoosely(command, place);
    }

    // `rm *` is meant for `rm -f x` too: between the words of a pattern with a wildcard there may be any options.
    private bool MatchesLoosely(Effect.Command command, PatternPlace place)
    {
        var skips = _words.Skip(1).Any(static w => w.StartsWith(Glob.Star));
        return WordRun.Matches(
            _words,
            command.Words.Count,
            (glob, i) => i == 0 ? MatchesName(glob, command, place, strict: false) : Glob.Matches(glob, command.Words[i]),
            static (_, _) => true,
            skips ? i => i > 0 && WordGlob.IsOption(command.Words[i]) : static _ => false,
            open: command.OpenEnded
        );
    }

    private static bool MatchesName(string glob, Effect.Command command, PatternPlace place, bool strict)
    {
        // `*` is exactly one word, whatever it is; any other name must be known.
        if (glob.Length == 1 && glob[0] == Glob.Star)
        {
            return true;
        }
        if (!glob.Contains('/'))
        {
            if (command.BareName is { } bare && Glob.Matches(glob, bare))
            {
                return true;
            }
            return !strict
                && (
                    Glob.Matches(glob, Path.GetFileName(command.Words[0]))
                    || (command.Executable is { } real && Glob.Matches(glob, Path.GetFileName(real)))
                );
        }

        // Compiled already, so the stars are put back for the path pattern to find.
        var path = PathPattern.Parse(Glob.Escape(glob).Replace(Glob.Star, '*'), place.Workspace, place.Home);
        return (command.Found is { } found && path.Matches(found))
            || (command.Executable is { } executable && path.Matches(executable))
            || (!strict && command.Words[0].StartsWith('/') && path.Matches(command.Words[0]));
    }
}
