using System.Text;

namespace OpenClaw.Policy.Patterns;

/// <summary>
/// A pattern over the words of one command: <c>*</c> is exactly one word, <c>**</c> any number, and inside a word <c>*</c> is a glob. Blanks separate words;
/// quotes and backslashes make blanks and stars literal. Every text is a pattern: a quote that is never closed ends with it.
/// </summary>
internal sealed class CommandPattern
{
    private readonly List<string> _words;

    private CommandPattern(List<string> words) => _words = words;

    /// <summary>The one pattern that may allow a line the grammar does not understand.</summary>
    public bool IsEverything => _words is [Glob.AnyNumber];

    /// <summary>How many of its words are just this text, with no star in them.</summary>
    public int CountOf(string word) => _words.Count(w => w == word && !w.Contains(Glob.Star));

    public static CommandPattern Parse(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var begun = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\'' && c == '\\' && i + 1 < text.Length)
                word.Append(text[++i]);
            else if (quote != '\0' && c == quote)
                quote = '\0';
            else if (quote != '\0')
                word.Append(c);
            else if (c is '\'' or '"')
                quote = c;
            else if (char.IsWhiteSpace(c))
            {
                if (begun)
                    words.Add(word.ToString());
                word.Clear();
                begun = false;
                continue;
            }
            else
                word.Append(c == '*' ? Glob.Star : c);

            begun = true;
        }

        if (begun)
            words.Add(word.ToString());
        return new CommandPattern(words);
    }

    /// <summary>A pattern for just these words.</summary>
    public static string Literal(IEnumerable<string> words, bool open)
    {
        var text = string.Join(' ', words.Select(Quote));
        return open ? text + " **" : text;
    }

    /// <param name="strict">
    /// True where a match gives leave: then the name must lead to the executable that the pattern means, and what is not known must not matter. False where a match
    /// takes leave away: then any likeness will do.
    /// </param>
    public bool Matches(Effect.Command command, string workspace, string home, bool strict)
    {
        if (IsEverything)
            return true;
        // Words that nobody has seen follow: leave for these is leave for any, and only `**` at the end says so.
        if (command.OpenEnded && strict && (_words.Count == 0 || _words[^1] != Glob.AnyNumber))
            return false;
        return Glob.MatchesAll(
            _words,
            command.Words.Count,
            (glob, i) => i == 0 ? MatchesName(glob, command, workspace, home, strict) : Glob.Matches(glob, command.Words[i]),
            open: command.OpenEnded && !strict);
    }

    private static bool MatchesName(string glob, Effect.Command command, string workspace, string home, bool strict)
    {
        // `*` is exactly one word, whatever it is; any other name must be known.
        if (glob.Length == 1 && glob[0] == Glob.Star)
            return true;
        if (!glob.Contains('/'))
        {
            if (command.BareName is { } bare && Glob.Matches(glob, bare))
                return true;
            return !strict && (Glob.Matches(glob, FileName(command.Words[0]))
                || (command.Executable is { } real && Glob.Matches(glob, FileName(real))));
        }

        // Compiled already, so the stars are put back for the path pattern to find.
        var path = PathPattern.Parse(Glob.Escape(glob).Replace(Glob.Star, '*'), workspace, home);
        return (command.Found is { } found && path.Matches(found))
            || (command.Executable is { } executable && path.Matches(executable))
            || (!strict && command.Words[0].StartsWith('/') && path.Matches(command.Words[0]));
    }

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string Quote(string word)
    {
        var plain = word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c is '\'' or '"' or '\\' or '*');
        return plain ? word : $"\"{word.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
    }
}
