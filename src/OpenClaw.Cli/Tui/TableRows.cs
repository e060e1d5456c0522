namespace OpenClaw.Cli.Tui;

/// <summary>A table in rows of a terminal: lined up where it fits, with broken cells where it nearly does, and one cell below the other
/// where the terminal is too narrow for columns. Pure.</summary>
internal static class TableRows
{
    private const string Between = " │ ";

    /// <summary>A column is not made narrower: a word a line is no column.</summary>
    private const int LeastColumn = 8;

    /// <param name="rows">The heading first; all rows have as many cells.</param>
    public static List<MarkedText> Of(IReadOnlyList<MarkedText[]> rows, int width) =>
        Widths(rows, width) is { } widths ? Columns(rows, widths) : Records(rows, width);

    /// <summary>How wide each column may be; null when they do not fit beside each other.</summary>
    private static int[]? Widths(IReadOnlyList<MarkedText[]> rows, int width)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => Math.Max(1, rows.Max(row => row[column].Width))).ToArray();
        var room = width - Between.Length * (widths.Length - 1);
        if (widths.Sum(static wanted => Math.Min(wanted, LeastColumn)) > room)
        {
            return null;
        }
        // The widest give way, down to the next widest at a time.
        while (widths.Sum() is var sum && sum > room)
        {
            var widest = widths.Max();
            var (next, count) = (
                Math.Max(LeastColumn, widths.Where(other => other < widest).DefaultIfEmpty(0).Max()),
                widths.Count(other => other == widest)
            );
            var less = Math.Max(next, widest - Math.Max(1, (sum - room) / count));
            for (var i = 0; i < widths.Length && sum > room; i++)
            {
                if (widths[i] != widest)
                {
                    continue;
                }
                (widths[i], sum) = (less, sum - (widest - less));
            }
        }

        return widths;
    }

    private static List<MarkedText> Columns(IReadOnlyList<MarkedText[]> rows, int[] widths)
    {
        var lines = new List<MarkedText>();
        for (var i = 0; i < rows.Count; i++)
        {
            var cells = rows[i].Select((cell, column) => cell.Wrap(widths[column])).ToArray();
            for (var line = 0; line < cells.Max(static cell => cell.Count); line++)
            {
                lines.Add(Line(cells, line, widths));
            }
            if (i == 0)
            {
                lines.Add(
                    new MarkedText().Add(string.Join("─┼─", widths.Select(static column => new string('─', column))), TextMarks.Faint)
                );
            }
        }

        return lines;
    }

    private static MarkedText Line(List<MarkedText>[] cells, int line, int[] widths)
    {
        var text = new MarkedText();
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = line < cells[column].Count ? cells[column][line] : new MarkedText();
            if (column > 0)
            {
                text.Add(Between, TextMarks.Faint);
            }
            text.Add(cell);
            if (column < cells.Length - 1)
            {
                text.Add(new string(' ', Math.Max(0, widths[column] - cell.Width)));
            }
        }

        return text;
    }

    private static List<MarkedText> Records(IReadOnlyList<MarkedText[]> rows, int width)
    {
        var lines = new List<MarkedText>();
        // A table of one row is its heading.
        foreach (var row in rows.Count == 1 ? rows : rows.Skip(1))
        {
            if (lines.Count > 0)
            {
                lines.Add(new MarkedText());
            }
            for (var column = 0; column < row.Length; column++)
            {
                if (row == rows[0])
                {
                    lines.AddRange(row[column].Wrap(width));
                }
                else if (!row[column].IsEmpty)
                {
                    lines.AddRange(new MarkedText().Add(rows[0][column]).Add(": ").Add(row[column]).Wrap(width));
                }
            }
        }

        return lines;
    }
}
