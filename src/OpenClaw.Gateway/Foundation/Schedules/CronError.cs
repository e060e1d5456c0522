namespace OpenClaw.Foundation.Schedules;

/// <summary>What is wrong with a text, and which part of it: <paramref name="Column"/> counts chars from 1, and <paramref name="Length"/>
/// is 0 where something is missing.</summary>
internal sealed record CronError(string Message, int Column, int Length)
{
    private const int LongestQuote = 24;

    public override string ToString() => $"{Column}: {Message}";

    /// <summary>A piece of the text for a message: short, and with nothing that a terminal would act on.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        var quote = new StringBuilder("'", LongestQuote + 4);
        foreach (var rune in text.EnumerateRunes())
        {
            if (quote.Length > LongestQuote)
            {
                quote.Append('…');
                break;
            }

            var isShown =
                Rune.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned
                );
            quote.Append(isShown ? rune.ToString() : "\uFFFD");
        }

        return quote.Append('\'').ToString();
    }
}
