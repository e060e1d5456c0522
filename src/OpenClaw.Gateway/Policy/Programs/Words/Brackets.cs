namespace OpenClaw.Policy.Programs.Words;

/// <summary>Steps over a bracket of a regular expression, where all programs agree on its end. Some look for their delimiter inside of one,
/// and some do not.</summary>
internal static class Brackets
{
    /// <param name="at">The place of <c>[</c>; afterwards that of its <c>]</c>.</param>
    public static bool TryStep(string text, char delimiter, ref int at)
    {
        for (var i = BehindBeginning(text, at); i < text.Length && text[i] != delimiter && text[i] != '\n'; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            if (text[i] == ']')
            {
                at = i;
                return true;
            }

            if (text[i] == '\\' && next == ']')
            {
                return false;
            }
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '[' && next is ':' or '.' or '=' && !Class(text, next, ref i))
            {
                return false;
            }
        }

        return false;
    }

    // Behind `[`, `[^`, `[]` and `[^]`: there a `]` is a character of the bracket.
    private static int BehindBeginning(string text, int at)
    {
        var i = at + 1;
        if (i < text.Length && text[i] == '^')
        {
            i++;
        }
        return i < text.Length && text[i] == ']' ? i + 1 : i;
    }

    private static bool Class(string text, char mark, ref int at)
    {
        var end = text.IndexOf($"{mark}]", at + 2, StringComparison.Ordinal);
        if (end < 0 || text.AsSpan(at + 2, end - at - 2).IndexOfAnyExceptInRange('a', 'z') >= 0)
        {
            return false;
        }
        at = end + 1;
        return true;
    }
}
