namespace OpenClaw.Delivery.Cutting;

/// <summary>
/// Cuts long text into messages that fit a channel: between paragraphs if it can, else between lines, sentences, words. A code block that is cut is closed, and
/// opened again in the next piece. Nothing is lost but the blanks at the cuts, and no piece is empty. Pure.
/// </summary>
internal static class TextCutter
{
    // Any one character fits into two units; a channel that took less could not be written to.
    private const int Shortest = 2;

    public static IReadOnlyList<string> Cut(string text, TextLimit limit)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        var longest = Math.Max(Shortest, limit.Length);
        if (text.Length <= longest) return [text];

        var pieces = new List<string>();
        var from = new TextPlace(0, null, true).SkipBlanks(text);
        while (from.At < text.Length)
        {
            var end = new CutSearch(text, from, longest).Find();
            pieces.Add($"{from.Head}{text.AsSpan(from.At, end.At - from.At).TrimEnd()}{end.Tail}");
            from = end.SkipBlanks(text);
        }

        return pieces;
    }
}
