namespace OpenClaw.Commands.Tui;

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

/// <summary>One row of the terminal: escaped text that fits, and how it looks as a whole.</summary>
internal readonly record struct StyledRow(string Text, RowStyle Style);
