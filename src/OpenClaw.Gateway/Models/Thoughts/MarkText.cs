namespace OpenClaw.Models.Thoughts;

/// <summary>Compares marks with text of which the end may not have come yet.</summary>
internal static class MarkText
{
    /// <summary>How a text that may be cut off begins with a mark.</summary>
    public static Beginning Begins(ReadOnlySpan<char> text, string mark, StringComparison letters)
    {
        if (text.Length >= mark.Length)
        {
            return text.StartsWith(mark, letters) ? Beginning.Yes : Beginning.No;
        }
        return mark.AsSpan().StartsWith(text, letters) ? Beginning.Perhaps : Beginning.No;
    }

    /// <summary>How a text that may be cut off begins with one of several marks, and with which.</summary>
    /// <param name="markOf">The mark of an entry; null passes it over.</param>
    public static Beginning Begins<T>(
        ReadOnlySpan<char> text,
        IReadOnlyList<T> table,
        Func<T, string?> markOf,
        StringComparison letters,
        out T found
    )
        where T : class
    {
        var begins = Beginning.No;
        found = table[0];
        foreach (var entry in table)
        {
            switch (markOf(entry) is { } mark ? Begins(text, mark, letters) : Beginning.No)
            {
                case Beginning.Yes:
                    found = entry;
                    return Beginning.Yes;
                case Beginning.Perhaps:
                    begins = Beginning.Perhaps;
                    break;
            }
        }

        return begins;
    }

    /// <summary>The length of the mark with which a text begins, or 0.</summary>
    public static int LengthAt(ReadOnlySpan<char> text, string[] marks)
    {
        foreach (var mark in marks)
        {
            if (text.StartsWith(mark, StringComparison.Ordinal))
            {
                return mark.Length;
            }
        }

        return 0;
    }

    /// <summary>How often a character stands at the beginning of a text, one behind the other.</summary>
    public static int Run(ReadOnlySpan<char> text, char mark)
    {
        var end = text.IndexOfAnyExcept(mark);
        return end < 0 ? text.Length : end;
    }

    /// <summary>How many characters at the end of a text are the beginning of a mark, and not yet all of it.</summary>
    public static int PartialEnd(ReadOnlySpan<char> text, string mark)
    {
        for (var length = Math.Min(mark.Length - 1, text.Length); length > 0; length--)
        {
            if (text[^length..].Equals(mark.AsSpan(0, length), StringComparison.OrdinalIgnoreCase))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>Whether a sentence goes on behind a mark: then the sentence is about the mark.</summary>
    public static bool SentenceGoesOn(ReadOnlySpan<char> behind) =>
        behind.Length > 0
        && (
            behind[0] is '.' or ',' or ';' or ':' or ')' or '"' or '\'' or '`' or '”' or '»' or '!' or '?'
            || (behind[0] == ' ' && behind.Length > 1 && char.IsLower(behind[1]))
        );

    /// <summary>Whether what stands before a place ends a sentence, with or without spaces behind it.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> before)
    {
        var words = before.TrimEnd(' ');
        return words.Length > 0 && words[^1] is '.' or '!' or '?' or '…' or '。' or '！' or '？';
    }
}

/// <summary>Whether a text begins with a form or a mark.</summary>
internal enum Beginning
{
    No,

    /// <summary>So far it does, and it is too short to tell.</summary>
    Perhaps,
    Yes,
}
