namespace OpenClaw.Delivery.Cutting;

/// <summary>
/// Cuts long text into messages that fit a channel: between paragraphs if it can, else between lines, sentences, words. A code block that
/// is cut is closed, and opened again in the next piece; a table that is cut has its head above each piece. Nothing is lost but the blanks
/// at the cuts, and no piece is empty. Pure. </summary>
internal static class TextCutter
{
    // Any one character fits into two units; a channel that took less could not be written to.
    private const int Shortest = 2;

    /// <summary>Below this a piece that does not keep its form is not made shorter.</summary>
    private const int ShortestForForm = 256;

    /// <param name="keepsForm">Whether a piece is shown as it is meant: its table may be wider when it is shown, or its marks too many.
    /// Null where there is no form.</param>
    public static IReadOnlyList<string> Cut(string text, TextLimit limit, Func<string, bool>? keepsForm = null)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }
        var longest = Math.Max(Shortest, limit.Length);
        if (text.Length <= longest && keepsForm?.Invoke(text) is not false)
        {
            return [text];
        }

        var pieces = new List<string>();
        var from = new TextPlace(0, null, true).SkipBlanks(text);
        while (from.At < text.Length)
        {
            var (end, piece) = First(text, from, longest);
            if (keepsForm is not null && !keepsForm(piece))
            {
                (end, piece) = Shorter(text, from, longest, keepsForm) ?? (end, piece);
            }
            pieces.Add(piece);
            from = end.SkipBlanks(text);
        }

        return pieces;
    }

    private static (TextPlace End, string Piece) First(string text, TextPlace from, int longest)
    {
        var end = new CutSearch(text, from, longest).Find();
        return (end, $"{from.Head}{text.AsSpan(from.At, end.At - from.At).TrimEnd()}{end.Tail}");
    }

    /// <summary>The longest of a few lengths that keeps its form; null when none does.</summary>
    private static (TextPlace End, string Piece)? Shorter(string text, TextPlace from, int longest, Func<string, bool> keepsForm)
    {
        for (var length = longest * 3 / 4; length >= ShortestForForm; length = length * 3 / 4)
        {
            var shorter = First(text, from, length);
            if (keepsForm(shorter.Piece))
            {
                return shorter;
            }
        }

        return null;
    }
}
