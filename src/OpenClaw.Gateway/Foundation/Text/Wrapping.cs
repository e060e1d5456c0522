namespace OpenClaw.Foundation.Text;

/// <summary>Breaks text into lines that fit a width in cells: between words where it can, inside a word that is wider than the
/// line.</summary>
internal static class Wrapping
{
    /// <param name="width">Cells a line may take; at least 2, the width of one wide letter.</param>
    public static List<string> Wrap(string text, int width) => Ranges(text, width).ConvertAll(range => text[range]);

    /// <summary>The same as places in the text, for whoever knows more of it than its letters.</summary>
    public static List<Range> Ranges(string text, int width)
    {
        width = Math.Max(2, width);
        var lines = new List<Range>();
        for (int at = 0, end; at <= text.Length; at = end + 1)
        {
            end = text.IndexOf('\n', at) is var newline and >= 0 ? newline : text.Length;
            WrapParagraph(text, at, end, width, lines);
        }

        return lines;
    }

    private static void WrapParagraph(string text, int start, int stop, int width, List<Range> lines)
    {
        // start: where the line begins; blank: after the last blank at which it may break, with the width of what follows it.
        int at = start,
            cells = 0,
            blank = -1,
            sinceBlank = 0;
        while (at < stop)
        {
            var length = Math.Min(StringInfo.GetNextTextElementLength(text, at), stop - at);
            var wide = TextWidth.OfElement(text.AsSpan(at, length));
            if (cells + wide > width && at > start)
            {
                if (text[at] == ' ')
                {
                    // The blank at the edge is the break itself.
                    lines.Add(start..at);
                    at += length;
                    start = at;
                    (cells, blank, sinceBlank) = (0, -1, 0);
                    continue;
                }

                var end = blank > start ? blank : at;
                lines.Add(start..(start + text.AsSpan(start..end).TrimEnd(' ').Length));
                start = end;
                cells = blank > start - 1 && blank == end ? sinceBlank : 0;
                (blank, sinceBlank) = (-1, 0);
                continue;
            }

            at += length;
            cells += wide;
            sinceBlank += wide;
            if (text[at - 1] == ' ')
            {
                (blank, sinceBlank) = (at, 0);
            }
        }

        lines.Add(start..stop);
    }

    /// <summary>What fits of a line, and <c>…</c> when not all of it does.</summary>
    public static string Clip(string text, int width)
    {
        if (TextWidth.Of(text) <= width)
        {
            return text;
        }

        var (at, cells) = (0, 0);
        while (at < text.Length)
        {
            var length = StringInfo.GetNextTextElementLength(text, at);
            var wide = TextWidth.OfElement(text.AsSpan(at, length));
            if (cells + wide > width - 1)
            {
                break;
            }

            at += length;
            cells += wide;
        }

        return width <= 0 ? "" : text[..at] + "…";
    }
}
