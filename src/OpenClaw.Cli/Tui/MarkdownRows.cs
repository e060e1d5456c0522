using OpenClaw.Foundation.Text.Markdown;

namespace OpenClaw.Cli.Tui;

/// <summary>
/// An answer's Markdown as rows of a terminal. Each piece is escaped after it was read, so what was written to move the cursor or to hide
/// is shown, also where Markdown spells it (<c>&amp;#27;</c>). Pure.
/// </summary>
internal static class MarkdownRows
{
    /// <summary>What stands in lists and quotes is not pushed further to the right than leaves it so many cells.</summary>
    private const int LeastWidth = 12;

    public static IEnumerable<StyledRow> Of(string markdown, int width) =>
        Blocks(MarkdownReader.Read(markdown.TrimEnd('\n')), width, isApart: true).Select(static line => line.ToRow());

    /// <param name="isApart">An empty line stands between two blocks, except below a heading.</param>
    private static List<MarkedText> Blocks(IReadOnlyList<MarkdownBlock> blocks, int width, bool isApart = false)
    {
        var lines = new List<MarkedText>();
        for (var i = 0; i < blocks.Count; i++)
        {
            if (isApart && i > 0 && blocks[i - 1] is not MarkdownBlock.Heading)
            {
                lines.Add(new MarkedText());
            }
            lines.AddRange(Block(blocks[i], width));
        }

        return lines;
    }

    private static List<MarkedText> Block(MarkdownBlock block, int width) =>
        block switch
        {
            MarkdownBlock.Paragraph paragraph => Text(paragraph.Inlines).Wrap(width),
            MarkdownBlock.Heading heading => Text(
                    heading.Inlines,
                    heading.Level == 1 ? TextMarks.Bold | TextMarks.Underlined : TextMarks.Bold
                )
                .Wrap(width),
            MarkdownBlock.Code code => Code(code, width),
            MarkdownBlock.Quote quote => Behind("│ ", "│ ", width, inner => Blocks(quote.Blocks, inner, isApart: true)),
            MarkdownBlock.List list => List(list, width),
            MarkdownBlock.Table table => TableRows.Of(
                [
                    .. table.Rows.Select(
                        static (row, i) => row.Select(cell => Text(cell, i == 0 ? TextMarks.Bold : TextMarks.None)).ToArray()
                    ),
                ],
                width
            ),
            MarkdownBlock.Rule => [new MarkedText().Add(new string('─', width), TextMarks.Faint)],
            _ => throw new InvalidOperationException($"no rows for {block.GetType().Name}"),
        };

    /// <summary>Lines of code are broken at the edge and not between words: every blank counts.</summary>
    private static List<MarkedText> Code(MarkdownBlock.Code code, int width) =>
        Behind(
            "  ",
            "  ",
            width,
            inner =>
            {
                var lines = EditorLayout
                    .Of(Escaping.Block(code.Text), -1, inner)
                    .Rows.Select(static line => new MarkedText().Add(line, TextMarks.Code));
                return code.Language is null
                    ? [.. lines]
                    : [new MarkedText().Add(Wrapping.Clip(Escaping.Line(code.Language), inner), TextMarks.Faint), .. lines];
            }
        );

    private static List<MarkedText> List(MarkdownBlock.List list, int width)
    {
        var lines = new List<MarkedText>();
        for (var i = 0; i < list.Items.Count; i++)
        {
            var mark = list.Start is { } start ? string.Create(CultureInfo.InvariantCulture, $"{(long)start + i}. ") : "• ";
            lines.AddRange(Behind(mark, new string(' ', mark.Length), width, inner => Blocks(list.Items[i], inner)));
        }

        return lines;
    }

    /// <summary>Lines with a mark before the first and its like before the others.</summary>
    private static IEnumerable<MarkedText> Marked(string first, string rest, List<MarkedText> lines) =>
        (lines.Count == 0 ? [new MarkedText()] : lines).Select(
            (line, i) => new MarkedText().Add(i == 0 ? first : rest, TextMarks.Faint).Add(line)
        );

    private static List<MarkedText> Behind(string first, string rest, int width, Func<int, List<MarkedText>> lines) =>
        width - first.Length < LeastWidth ? lines(width) : [.. Marked(first, rest, lines(width - first.Length))];

    private static MarkedText Text(IReadOnlyList<MarkdownInline> inlines, TextMarks marks = TextMarks.None)
    {
        var text = new MarkedText();
        foreach (var inline in inlines)
        {
            Add(text, inline, marks);
        }
        return text;
    }

    private static void Add(MarkedText text, MarkdownInline inline, TextMarks marks)
    {
        switch (inline)
        {
            case MarkdownInline.Plain plain:
                text.Add(Escaping.Block(plain.Text), marks);
                break;
            case MarkdownInline.Code code:
                text.Add(Escaping.Block(code.Text), marks | TextMarks.Code);
                break;
            case MarkdownInline.Bold bold:
                text.Add(Text(bold.Inlines, marks | TextMarks.Bold));
                break;
            case MarkdownInline.Italic italic:
                text.Add(Text(italic.Inlines, marks | TextMarks.Italic));
                break;
            case MarkdownInline.Struck struck:
                text.Add(Text(struck.Inlines, marks | TextMarks.Struck));
                break;
            case MarkdownInline.Link link:
                Add(text, link, marks);
                break;
            case MarkdownInline.Break:
                text.Add("\n");
                break;
        }
    }

    /// <summary>The address is always shown: a link's words could say anything.</summary>
    private static void Add(MarkedText text, MarkdownInline.Link link, TextMarks marks)
    {
        var words = MarkdownText.Of(link.Inlines);
        text.Add(Text(link.Inlines, marks | TextMarks.Underlined));
        if (words.Length == 0)
        {
            text.Add(Escaping.Line(link.Url), marks | TextMarks.Underlined);
        }
        else if (words != link.Url && $"mailto:{words}" != link.Url)
        {
            text.Add($" ({Escaping.Line(link.Url)})", marks);
        }
    }
}
