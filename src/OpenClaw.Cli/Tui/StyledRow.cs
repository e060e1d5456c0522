namespace OpenClaw.Cli.Tui;

internal enum RowStyle
{
    Plain,
    User,
    Dim,
    Tool,
    Error,
    Status,
    Asking,
}

/// <summary>How a part of a row is set off from the rest.</summary>
[Flags]
internal enum TextMarks
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Struck = 4,
    Underlined = 8,
    Code = 16,
    Faint = 32,
}

/// <summary>Letters of a row that look otherwise than the row.</summary>
internal readonly record struct MarkedSpan(int Start, int Length, TextMarks Marks);

/// <summary>One row of the terminal: escaped text that fits, how it looks as a whole, and what in it looks otherwise, from left to
/// right.</summary>
internal readonly record struct StyledRow(string Text, RowStyle Style, EquatableArray<MarkedSpan> Spans = default);
