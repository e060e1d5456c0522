namespace OpenClaw.Policy.Patterns;

/// <summary>
/// Text with <c>*</c> in it. A compiled glob is a string in which NUL stands for the star: nothing that is matched can hold a NUL, so a
/// quoted star and a star that matches stay apart without a type of their own.
/// </summary>
internal static class Glob
{
    public const char Star = PatternWords.Star;

    /// <summary>The compiled form of a word <c>**</c> standing alone: any number of words or of path segments, none included.</summary>
    public const string AnyNumber = "\0\0";

    /// <summary>Compiles text in which a backslash takes the meaning from the next character.</summary>
    public static string Compile(string text)
    {
        var glob = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                glob.Append(text[++i]);
            }
            else
            {
                glob.Append(text[i] == '*' ? Star : text[i]);
            }
        }

        return glob.ToString();
    }

    /// <summary>Text that <see cref="Compile"/> reads as just these characters.</summary>
    public static string Escape(string text) => text.Replace("\\", "\\\\").Replace("*", "\\*");

    public static bool Matches(ReadOnlySpan<char> glob, ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        // Back to the last star only: what an earlier star could take more of, the last one can take as well. So the time is bounded.
        int at = 0,
            from = 0,
            star = -1,
            taken = 0;
        while (from < text.Length)
        {
            if (at < glob.Length && glob[at] == Star)
            {
                star = at++;
                taken = from;
            }
            else if (at < glob.Length && Same(glob[at], text[from], ignoreCase))
            {
                at++;
                from++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                from = ++taken;
            }
            else
            {
                return false;
            }
        }

        while (at < glob.Length && glob[at] == Star)
        {
            at++;
        }
        return at == glob.Length;
    }

    /// <summary>The same over segments: <see cref="AnyNumber"/> takes any number of items, every other glob exactly the one that
    /// <paramref name="same"/> accepts.</summary>
    public static bool MatchesAll(IReadOnlyList<string> globs, int count, Func<string, int, bool> same)
    {
        int at = 0,
            from = 0,
            star = -1,
            taken = 0;
        while (from < count)
        {
            if (at < globs.Count && globs[at] == AnyNumber)
            {
                star = at++;
                taken = from;
            }
            else if (at < globs.Count && same(globs[at], from))
            {
                at++;
                from++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                from = ++taken;
            }
            else
            {
                return false;
            }
        }

        while (at < globs.Count && globs[at] == AnyNumber)
        {
            at++;
        }
        return at == globs.Count;
    }

    private static bool Same(char a, char b, bool ignoreCase) =>
        a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
