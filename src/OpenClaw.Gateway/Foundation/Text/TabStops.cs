namespace OpenClaw.Foundation.Text;

/// <summary>Tabs as the cells that they take: up to the next stop, of which every eighth cell is one, as terminals and <c>cat</c> have
/// them.</summary>
internal static class TabStops
{
    private const int Every = 8;

    /// <summary>Cells that a tab takes in a line that is this wide already.</summary>
    /// <param name="most">The width of the line; a tab at its end is shorter.</param>
    public static int Width(int cells, int most = int.MaxValue) => Math.Max(1, Math.Min(Every - cells % Every, most - cells));

    /// <summary>The text with blanks in place of its tabs.</summary>
    /// <param name="column">Cells of the line before the text.</param>
    public static string Expand(string text, int column = 0, int most = int.MaxValue)
    {
        if (!text.Contains('\t'))
        {
            return text;
        }
        var expanded = new StringBuilder(text.Length + 16);
        var cells = column;
        for (var at = 0; at < text.Length; )
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            if (text[at] == '\t')
            {
                var width = Width(cells, most);
                expanded.Append(' ', width);
                cells += width;
            }
            else
            {
                expanded.Append(text, at, length);
                cells = text[at] == '\n' ? 0 : cells + TextWidth.OfElement(text.AsSpan(at, length));
            }

            at += length;
        }

        return expanded.ToString();
    }
}
