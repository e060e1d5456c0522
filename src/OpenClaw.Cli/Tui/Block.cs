namespace OpenClaw.Cli.Tui;

internal enum BlockKind
{
    User,
    Assistant,
    Thinking,
    Tool,
    Output,
    Notice,
    Error,
}

/// <summary>One thing said or done, as the transcript shows it. Its rows are kept until its text or the width changes.</summary>
internal sealed class Block(BlockKind kind, string text, long? seq = null)
{
    // What a tool printed is seldom read here; `sessions show` has all of it.
    private const int MostOutputRows = 8;

    private string _text = text;
    private int _width;
    private IReadOnlyList<StyledRow>? _rows;

    public BlockKind Kind { get; } = kind;

    /// <summary>The entry of the transcript it came from; null when it came as an event.</summary>
    public long? Seq { get; } = seq;

    public string Text
    {
        get => _text;
        set
        {
            _text = value;
            _rows = null;
        }
    }

    public IReadOnlyList<StyledRow> Rows(int width)
    {
        if (_rows is null || _width != width)
        {
            _width = width;
            _rows = Lay(width);
        }

        return _rows;
    }

    private List<StyledRow> Lay(int width)
    {
        if (Kind == BlockKind.Assistant)
        {
            return [.. MarkdownRows.Of(Text, width), new StyledRow("", RowStyle.Plain)];
        }
        var (first, rest, style) = Kind switch
        {
            BlockKind.User => ("> ", "  ", RowStyle.User),
            BlockKind.Thinking => ("~ ", "~ ", RowStyle.Dim),
            BlockKind.Tool => ("* ", "  ", RowStyle.Tool),
            BlockKind.Output => ("  | ", "  | ", RowStyle.Dim),
            BlockKind.Notice => ("- ", "  ", RowStyle.Dim),
            BlockKind.Error => ("! ", "  ", RowStyle.Error),
            _ => throw new InvalidOperationException($"no look for {Kind}"),
        };
        var lines = Wrapping.Wrap(TabStops.Expand(Escaping.Block(Text)).TrimEnd('\n'), width - first.Length);
        var more = Kind == BlockKind.Output ? lines.Count - MostOutputRows : 0;
        if (more > 1)
        {
            lines.RemoveRange(MostOutputRows, more);
            lines.Add($"({more} more lines)");
        }

        var rows = new List<StyledRow>(lines.Count + 1);
        for (var i = 0; i < lines.Count; i++)
        {
            rows.Add(new StyledRow((i == 0 ? first : rest) + lines[i], style));
        }

        if (Kind == BlockKind.Thinking)
        {
            rows.Add(new StyledRow("", RowStyle.Plain));
        }

        return rows;
    }
}
