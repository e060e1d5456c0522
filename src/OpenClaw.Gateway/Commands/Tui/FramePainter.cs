using System.Globalization;
using System.Text;

namespace OpenClaw.Commands.Tui;

/// <summary>Writes the difference between two frames as terminal sequences, so that a slow line carries only what changed.</summary>
internal sealed class FramePainter
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
            output.Append("\e[0m\e[2K").Append(Look(frame.Rows[i].Style)).Append(frame.Rows[i].Text).Append("\e[0m");
        }

        _shown = frame.Rows;
        MoveTo(output, frame.CursorRow, frame.CursorColumn);
        return output.Append("\e[?25h").ToString();
    }

    private static void MoveTo(StringBuilder output, int row, int column) => output.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};{column + 1}H");

    private static string Look(RowStyle style) => style switch
    {
        RowStyle.User => "\e[1;36m",
        RowStyle.Dim => "\e[2m",
        RowStyle.Tool => "\e[33m",
        RowStyle.Error => "\e[31m",
        RowStyle.Status => "\e[7m",
        RowStyle.Asking => "\e[1;7;33m",
        _ => "",
    };
}
