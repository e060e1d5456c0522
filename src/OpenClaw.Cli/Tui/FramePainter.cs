namespace OpenClaw.Cli.Tui;

/// <summary>Writes the difference between two frames as terminal sequences, so that a slow line carries only what changed.</summary>
/// <param name="hasColours">Without them rows and words are told apart by bold, reverse and underlined letters.</param>
internal sealed class FramePainter(bool hasColours)
{
    private IReadOnlyList<StyledRow> _shown = [];

    /// <summary>The terminal's content is not known any more: the next frame is painted whole.</summary>
    public void Forget() => _shown = [];

    public string Paint(Frame frame)
    {
        // Hidden while rows are written, or it would be seen jumping about.
        var output = new StringBuilder("\e[?25l");
        if (_shown.Count != frame.Rows.Count)
        {
            output.Append("\e[2J");
            _shown = [];
        }

        for (var i = 0; i < frame.Rows.Count; i++)
        {
            if (i < _shown.Count && _shown[i] == frame.Rows[i])
            {
                continue;
            }

            MoveTo(output, i, 0);
            // Cleared first: a full row leaves the cursor behind the last cell, and clearing from there would eat the last letter.
            output.Append("\e[0m\e[2K");
            Write(output, frame.Rows[i]);
        }

        _shown = frame.Rows;
        MoveTo(output, frame.CursorRow, frame.CursorColumn);
        return output.Append("\e[?25h").ToString();
    }

    private static void MoveTo(StringBuilder output, int row, int column) =>
        output.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};{column + 1}H");

    private void Write(StringBuilder output, StyledRow row)
    {
        var (look, at) = (Look(row.Style), 0);
        output.Append(look);
        foreach (var span in row.Spans)
        {
            output
                .Append(row.Text, at, span.Start - at)
                .Append(Look(span.Marks))
                .Append(row.Text, span.Start, span.Length)
                .Append("\e[0m")
                .Append(look);
            at = span.Start + span.Length;
        }

        output.Append(row.Text, at, row.Text.Length - at).Append("\e[0m");
    }

    private string Look(RowStyle style) =>
        style switch
        {
            RowStyle.User => hasColours ? "\e[1;36m" : "\e[1m",
            RowStyle.Dim => "\e[2m",
            RowStyle.Tool => hasColours ? "\e[33m" : "",
            RowStyle.Error => hasColours ? "\e[31m" : "\e[1m",
            RowStyle.Status => "\e[7m",
            RowStyle.Asking => hasColours ? "\e[1;7;33m" : "\e[1;7m",
            _ => "",
        };

    private string Look(TextMarks marks)
    {
        (TextMarks Mark, string Code)[] looks =
        [
            (TextMarks.Bold, "1"),
            (TextMarks.Faint, "2"),
            (TextMarks.Italic, "3"),
            (TextMarks.Underlined, "4"),
            (TextMarks.Struck, "9"),
            (TextMarks.Code, hasColours ? "36" : "1"),
        ];
        return $"\e[{string.Join(';', looks.Where(look => marks.HasFlag(look.Mark)).Select(static look => look.Code))}m";
    }
}
