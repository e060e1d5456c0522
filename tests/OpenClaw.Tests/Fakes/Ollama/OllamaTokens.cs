using System.Globalization;

namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>
/// A tokenizer with the costs that real ones have: about 0.2 tokens a character for English words, 0.5 for digits, hashes and accented or
/// Arabic letters, 0.83 for Chinese. A text that begins like another has tokens that begin like its tokens, but for the last of them.
/// </summary>
internal static class OllamaTokens
{
    public static List<string> Of(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var length = Math.Min(Length(text, at, tokens.Count), text.Length - at);
            tokens.Add(text.Substring(at, length));
            at += length;
        }

        return tokens;
    }

    private static int Length(string text, int at, int index)
    {
        var c = text[at];
        // A space belongs to the word behind it.
        var word = c == ' ' && at + 1 < text.Length ? at + 1 : at;
        if (char.IsAsciiLetter(text[word]) && !IsHash(text, word))
        {
            var end = word;
            while (end < text.Length && end - word < 7 && char.IsAsciiLetter(text[end]))
            {
                end++;
            }
            return end - at;
        }

        if (char.IsAsciiLetterOrDigit(text[word]))
        {
            return word - at + 2;
        }
        if (c >= 0x2E80)
        {
            return index % 5 == 4 ? 2 : 1;
        }
        if (char.IsLetter(text[word]))
        {
            return word - at + 2;
        }
        return c is ' ' or '\n' && at + 1 < text.Length && text[at + 1] == c ? 2 : 1;
    }

    private static bool IsHash(string text, int at)
    {
        for (var i = at; i < text.Length && i < at + 8 && char.IsAsciiLetterOrDigit(text[i]); i++)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(text[i]) == UnicodeCategory.DecimalDigitNumber)
            {
                return true;
            }
        }

        return false;
    }
}
