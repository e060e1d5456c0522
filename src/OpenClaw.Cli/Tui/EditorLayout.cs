namespace OpenClaw.Cli.Tui;

/// <summary>The editor's text broken into rows of a width, and the row and column of its cursor.</summary>
internal sealed record EditorLayout(IReadOnlyList<string> Rows, int CursorRow, int CursorColumn)
{
    public static EditorLayout Of(string text, int cursor, int width)
    {
        width = Math.Max(2, width);
        var rows = new List<string>();
        int start = 0,
            at = 0,
            cells = 0,
            cursorRow = 0,
            cursorColumn = 0;
        while (at < text.Length)
        {
            if (at == cursor)
            {
                (cursorRow, cursorColumn) = (rows.Count, cells);
            }

            var length = StringInfo.GetNextTextElementLength(text, at);
            if (text[at] == '\n')
            {
                Break(at, at + length);
                at += length;
                continue;
            }

            var isTab = text[at] == '\t';
            // A tab takes what is left of a row, and in a full one it begins the next.
            var wide = isTab ? 1 : TextWidth.OfElement(text.AsSpan(at, length));
            if (cells + wide > width)
            {
                Break(at, at);
                if (at == cursor)
                {
                    (cursorRow, cursorColumn) = (rows.Count, 0);
                }
            }

            at += length;
            cells += isTab ? TabStops.Width(cells, width) : wide;
        }

        if (cursor >= text.Length)
        {
            // A cursor behind the last cell stands on the next row, where the next letter will.
            if (cells == width)
            {
                Break(text.Length, text.Length);
            }

            (cursorRow, cursorColumn) = (rows.Count, cells);
        }

        rows.Add(TabStops.Expand(text[start..], most: width));
        return new EditorLayout(rows, cursorRow, cursorColumn);

        void Break(int end, int next)
        {
            rows.Add(TabStops.Expand(text[start..end], most: width));
            start = next;
            cells = 0;
        }
    }
}
