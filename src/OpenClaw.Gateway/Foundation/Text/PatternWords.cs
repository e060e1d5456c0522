namespace OpenClaw.Foundation.Text;

/// <summary>
/// Splits the text of a command pattern into words. Blanks separate words; quotes and backslashes make blanks and stars literal. In the
/// result NUL stands for a star that is a wildcard, so that a quoted star stays a star. Every text is a pattern: a quote that is never
/// closed ends with it. </summary>
internal static class PatternWords
{
    public const char Star = '\0';

    public static List<string> Compile(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var begun = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\'' && c == '\\' && i + 1 < text.Length)
            {
                word.Append(text[++i]);
            }
            else if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else if (quote != '\0')
            {
                word.Append(c);
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (char.IsWhiteSpace(c))
            {
                if (begun)
                {
                    words.Add(word.ToString());
                }
                word.Clear();
                begun = false;
                continue;
            }
            else
            {
                word.Append(c == '*' ? Star : c);
            }

            begun = true;
        }

        if (begun)
        {
            words.Add(word.ToString());
        }
        return words;
    }

    /// <summary>A word as a pattern writes it, so that <see cref="Compile"/> reads it back.</summary>
    public static string Print(string word)
    {
        if (word.Length > 0 && !word.Any(NeedsEscape))
        {
            return word.Replace(Star, '*');
        }
        if (!word.Contains(Star))
        {
            return $"\"{word.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";
        }
        // Quotes would make the wildcards literal, so each odd character is escaped by itself.
        var text = new StringBuilder();
        foreach (var c in word)
        {
            text.Append(NeedsEscape(c) ? "\\" : "").Append(c == Star ? '*' : c);
        }
        return text.ToString();
    }

    private static bool NeedsEscape(char c) => char.IsWhiteSpace(c) || c is '\'' or '"' or '\\' or '*';
}
