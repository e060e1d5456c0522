namespace OpenClaw.Foundation.Text.Markdown;

/// <summary>The words alone, for places that take no marks. Pure.</summary>
internal static class MarkdownText
{
    /// <summary>A cell of a thousand letters makes every row as wide. In a long table a column is lined up to this width only.</summary>
    private const int WidestColumn = 100;

    /// <summary>What the rows of one column may take together before that.</summary>
    private const int MostPadding = 400_000;

    public static string Of(IReadOnlyList<MarkdownInline> inlines) => string.Concat(inlines.Select(Of));

    private static string Of(MarkdownInline inline) =>
        inline switch
        {
            MarkdownInline.Plain plain => plain.Text,
            MarkdownInline.Code code => code.Text,
            MarkdownInline.Bold bold => Of(bold.Inlines),
            MarkdownInline.Italic italic => Of(italic.Inlines),
            MarkdownInline.Struck struck => Of(struck.Inlines),
            MarkdownInline.Link link => Of(link.Inlines) is { Length: > 0 } text ? text : link.Url,
            MarkdownInline.Break => " ",
            _ => throw new InvalidOperationException($"no text for {inline.GetType().Name}"),
        };

    /// <summary>A table in letters of one width: columns lined up, a line below the heading.</summary>
    public static IEnumerable<string> Lines(MarkdownBlock.Table table)
    {
        var rows = table.Rows.Select(static row => row.Select(Of).ToArray()).ToArray();
        var widest = Math.Max(WidestColumn, MostPadding / rows.Length);
        var widths = Enumerable
            .Range(0, rows[0].Length)
            .Select(column => Math.Min(widest, rows.Max(row => TextWidth.Of(row[column]))))
            .ToArray();
        yield return Line(rows[0]);
        yield return string.Join("-+-", widths.Select(static width => new string('-', width)));
        foreach (var row in rows.Skip(1))
        {
            yield return Line(row);
        }

        string Line(string[] cells) =>
            string.Join(" | ", cells.Select((cell, i) => cell + new string(' ', Math.Max(0, widths[i] - TextWidth.Of(cell))))).TrimEnd();
    }
}
