using System.Runtime.CompilerServices;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Patterns;

/// <summary>
/// One word of a pattern against one word of a command, where a match gives leave. What a wildcard takes must be what the pattern says: no
/// option where a word stands, and no path that leads elsewhere than the pattern read as a path.
/// </summary>
internal static class WordGlob
{
    // Below this many a look at each is quicker than a table.
    private const int FewPaths = 8;

    // By the command itself: it does not change, and a line of many words is matched against many patterns.
    private static readonly ConditionalWeakTable<Effect.Command, Dictionary<(int Word, int Offset), WordPath>> s_paths = [];

    private static readonly string s_star = Glob.Star.ToString();

    /// <summary>Whether the word is one that <c>*</c> and <c>**</c> leave to patterns that write the dash.</summary>
    public static bool IsOption(string word) => word.StartsWith('-');

    public static bool Matches(string glob, Effect.Command command, int index, PatternPlace place)
    {
        var word = command.Words[index];
        if (!glob.Contains(Glob.Star))
        {
            return glob == word;
        }
        if (glob[0] == Glob.Star && IsOption(word))
        {
            return false;
        }
        return Glob.Matches(glob, word) && WordParts.Starts(word).All(start => LeadsAsSaid(glob, command, index, start, place));
    }

    /// <summary>The same for a word that a wildcard of any number takes.</summary>
    public static bool AnyMatches(Effect.Command command, int index, bool options, PatternPlace place)
    {
        if (IsOption(command.Words[index]))
        {
            return options && WordParts.Starts(command.Words[index]).All(start => LeadsAsSaid(s_star, command, index, start, place));
        }
        return Matches(s_star, command, index, place);
    }

    private static bool LeadsAsSaid(string glob, Effect.Command command, int index, int start, PatternPlace place)
    {
        var value = command.Words[index][start..];
        // A wildcard before the value takes it whole; without one the pattern writes the same characters as the word up to here.
        var pattern = start <= glob.Length && !glob.AsSpan(0, start).Contains(Glob.Star) ? glob[start..] : s_star;
        if (!pattern.Contains(Glob.Star))
        {
            return true;
        }
        var whole = !pattern.AsSpan().ContainsAnyExcept(Glob.Star);
        if (PathAt(command, index, start) is not { } known)
        {
            return IsPlain(pattern, value, whole);
        }
        // `*` standing alone is any word, so one that names its place openly is let through, and the effects of the file decide; one that
        // only seems to lie here is not.
        if (whole)
        {
            return (value.StartsWith('/') && !WordParts.HasParent(value)) || (known.Path is { } inside && place.IsInside(inside));
        }
        return known.Path is { } path && Absolute(pattern, place.Folder) is { } absolute && Glob.Matches(absolute, path);
    }

    private static WordPath? PathAt(Effect.Command command, int word, int offset) =>
        command.Paths.Count <= FewPaths
            ? command.Paths.FirstOrDefault(p => p.Word == word && p.Offset == offset)
            : s_paths.GetValue(command, static c => c.Paths.ToDictionary(static p => (p.Word, p.Offset))).GetValueOrDefault((word, offset));

    // The word leads where it says, so its text is its path.
    private static bool IsPlain(string pattern, string value, bool whole)
    {
        if (WordParts.HasParent(value) && WordParts.Scheme(value) is null)
        {
            return false;
        }
        return whole || pattern[0] != Glob.Star || !value.StartsWith('/');
    }

    // The pattern as a text over real paths. Null when it goes up from a folder that only a wildcard names.
    private static string? Absolute(string pattern, string folder)
    {
        var segments = new List<string>();
        foreach (var segment in (pattern[0] == '/' ? pattern : folder + "/" + pattern).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".")
            {
                continue;
            }
            if (segment != "..")
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0 && segments[^1].Contains(Glob.Star))
            {
                return null;
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        return "/" + string.Join('/', segments);
    }
}
