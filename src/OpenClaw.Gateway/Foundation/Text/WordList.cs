namespace OpenClaw.Foundation.Text;

/// <summary>Lists of words that the source writes as one text, apart by blanks and line breaks.</summary>
internal static class WordList
{
    public static string[] Of(string words) => words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    public static IReadOnlySet<string> Set(string words) => Of(words).ToHashSet(StringComparer.Ordinal);
}
