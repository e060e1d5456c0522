using System.Buffers;

namespace OpenClaw.Policy.Patterns;

/// <summary>Which parts of a word a program may read as a path. Programs differ, so all of them are looked at.</summary>
internal static class WordParts
{
    private static readonly SearchValues<char> s_scheme = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
    );

    /// <summary>Where a path may begin: the word, a value glued to a short option, what follows the first <c>=</c>, <c>@</c> or
    /// <c>:</c>.</summary>
    public static IEnumerable<int> Starts(string word)
    {
        if (word.Length > 0 && word[0] != '-')
        {
            yield return 0;
        }
        if (word.Length > 2 && word[0] == '-' && word[1] != '-')
        {
            yield return 2;
        }
        if (word.IndexOf('=') is >= 0 and var equals && equals + 1 < word.Length)
        {
            yield return equals + 1;
        }
        if (word.IndexOf('@') is >= 0 and var at && at + 1 < word.Length)
        {
            yield return at + 1;
        }
        if (word.IndexOf(':') is >= 0 and var colon && colon + 1 < word.Length && !word.AsSpan(colon).StartsWith("://"))
        {
            yield return colon + 1;
        }
    }

    /// <summary>Whether the path goes up somewhere.</summary>
    public static bool HasParent(ReadOnlySpan<char> path)
    {
        foreach (var segment in path.Split('/'))
        {
            if (path[segment] is "..")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The scheme of a URL with its colon (<c>https:</c>), or null. A folder of that name would make a path of it.</summary>
    public static string? Scheme(string value)
    {
        var end = value.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0 || !char.IsAsciiLetter(value[0]))
        {
            return null;
        }
        return value.AsSpan(0, end).ContainsAnyExcept(s_scheme) ? null : value[..(end + 1)];
    }
}
