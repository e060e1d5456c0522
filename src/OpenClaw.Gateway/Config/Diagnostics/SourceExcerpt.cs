namespace OpenClaw.Config.Diagnostics;

/// <summary>What is shown of a source line: no control characters, no secrets, not longer than a screen is wide.</summary>
/// <param name="Text">One character a column.</param>
/// <param name="Caret">How many columns stand before the place.</param>
/// <param name="Width">How many columns to underline, at least one.</param>
internal sealed record SourceExcerpt(string Text, int Caret, int Width)
{
    private const int MaxColumns = 120;

    // Far more than a secret is long: what stands before the shown part decides whether it begins in the middle of one.
    private const int MaskedBefore = 8192;

    /// <param name="line">The whole line.</param>
    /// <param name="column">The place on it, from 1, in characters.</param>
    /// <param name="width">In characters.</param>
    public static SourceExcerpt Of(string line, int column, int width)
    {
        var cut = Math.Max(0, column - 1 - MaskedBefore);
        if (line.Length > MaskedBefore)
        {
            line = string.Concat(line.EnumerateRunes().Skip(cut).Take(MaskedBefore + MaxColumns));
        }
        else
        {
            cut = 0;
        }
        column -= cut;
        var runes = SecretText.Mask(line).EnumerateRunes().ToArray();
        // A long line is shown from a little before the place, so that the caret is always on the screen.
        var start = column - 1 < MaxColumns * 3 / 4 ? 0 : column - 1 - (MaxColumns / 2);
        var shown = runes.Skip(start).Take(MaxColumns).ToArray();
        var text = new StringBuilder(start > 0 ? "..." : "");
        foreach (var rune in shown)
        {
            text.Append(Printable(rune));
        }
        if (start + shown.Length < runes.Length)
        {
            text.Append("...");
        }
        var caret = column - 1 - start + (start > 0 ? 3 : 0);
        return new SourceExcerpt(text.ToString().TrimEnd(), caret, Math.Clamp(width, 1, Math.Max(1, shown.Length - (column - 1 - start))));
    }

    // A tab becomes one blank: then a column is a column for the caret too. Escapes and bidirectional marks would play tricks with the
    // terminal.
    private static string Printable(Rune rune) =>
        rune.Value switch
        {
            '\t' => " ",
            _ when Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator => "?",
            _ => rune.ToString(),
        };
}
