namespace OpenClaw.Cli.Tui;

/// <summary>All rows of the screen, and where the cursor stands (from 0).</summary>
internal sealed record Frame(IReadOnlyList<StyledRow> Rows, int CursorRow, int CursorColumn);
