using System.Collections.Frozen;

namespace OpenClaw.Foundation.Text;

/// <summary>Lists of words that the source writes as one text, apart by blanks and line breaks.</summary>
internal static class WordList
{
    public static string[] Of(string words) => words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    public static FrozenSet<string> Set(string words) => Of(words).ToFrozenSet(StringComparer.Ordinal);
}
