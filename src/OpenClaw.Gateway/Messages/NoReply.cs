namespace OpenClaw.Messages;

/// <summary>The word a model answers with when it has nothing to say. It stays in the transcript and is sent to nobody.</summary>
internal static class NoReply
{
    public const string Word = "NO_REPLY";

    public static bool Is(string text) => text.AsSpan().Trim().SequenceEqual(Word);

    /// <summary>What of an answer is said: all of it, or what stands before the word where the word is its last line. Null for
    /// nothing.</summary>
    public static string? Said(string text)
    {
        var answer = text.AsSpan().TrimEnd();
        var line = answer.LastIndexOf('\n') + 1;
        if (!answer[line..].Trim().SequenceEqual(Word))
        {
            return text;
        }
        var said = answer[..line].TrimEnd();
        return said.IsEmpty ? null : said.ToString();
    }

    /// <summary>How many characters of an answer that still comes are said in any case: all but a last line that is the word, or may become
    /// it.</summary>
    public static int Certain(ReadOnlySpan<char> words)
    {
        var come = words.TrimEnd();
        if (come.IsEmpty)
        {
            return 0;
        }
        var line = come.LastIndexOf('\n') + 1;
        return Word.StartsWith(come[line..].Trim(), StringComparison.Ordinal) ? line : words.Length;
    }
}
