using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OpenClaw.Text.Markdown;

/// <summary>
/// Reads Markdown as models write it: CommonMark, with tables, struck text and bare addresses of GitHub's kind. HTML is text here. The only file that knows
/// Markdig.
/// </summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline s_pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseAutoLinks().DisableHtml().Build();

    /// <summary>Never fails: what is nested deeper than anybody writes is one paragraph of what it says.</summary>
    public static IReadOnlyList<MarkdownBlock> Read(string text)
    {
        try
        {
            return Blocks(Markdig.Markdown.Parse(text, s_pipeline));
        }
        catch (ArgumentException)
        {
            // The library's own limit on nesting.
            return [new MarkdownBlock.Paragraph([new MarkdownInline.Plain(text)])];
        }
    }

    private static List<MarkdownBlock> Blocks(ContainerBlock container) => [.. container.Select(Block).OfType<MarkdownBlock>()];

    private static MarkdownBlock? Block(Block block) => block switch
    {
        HeadingBlock heading => new MarkdownBlock.Heading(heading.Level, Inlines(heading.Inline)),
        FencedCodeBlock fenced => new MarkdownBlock.Code(fenced.Info is { Length: > 0 } info ? info : null, fenced.Lines.ToString()),
        CodeBlock code => new MarkdownBlock.Code(null, code.Lines.ToString()),
        ThematicBreakBlock => new MarkdownBlock.Rule(),
        QuoteBlock quote => new MarkdownBlock.Quote(Blocks(quote)),
        ListBlock list => new MarkdownBlock.List(
            !list.IsOrdered ? null : int.TryParse(list.OrderedStart, out var start) ? start : 1,
            [.. list.OfType<ListItemBlock>().Select(Blocks)]),
        Table table => ReadTable(table),
        // Definitions of links are shown where they are used.
        LinkReferenceDefinitionGroup => null,
        ParagraphBlock paragraph => new MarkdownBlock.Paragraph(Inlines(paragraph.Inline)),
        LeafBlock leaf => new MarkdownBlock.Paragraph(leaf.Inline is { } inline ? Inlines(inline) : [new MarkdownInline.Plain(leaf.Lines.ToString())]),
        ContainerBlock other => new MarkdownBlock.Quote(Blocks(other)),
        _ => null,
    };

    private static MarkdownBlock.Table ReadTable(Table table)
    {
        var width = table.OfType<TableRow>().First().Count;
        return new([.. table.OfType<TableRow>().Select(row => Cells(row, width))]);
    }

    private static List<IReadOnlyList<MarkdownInline>> Cells(TableRow row, int width)
    {
        List<IReadOnlyList<MarkdownInline>> cells = [.. row.OfType<TableCell>().Take(width).Select(static cell => Inlines((cell.FirstOrDefault() as LeafBlock)?.Inline))];
        while (cells.Count < width) cells.Add([]);
        return cells;
    }

    private static List<MarkdownInline> Inlines(ContainerInline? container)
    {
        var inlines = new List<MarkdownInline>();
        foreach (var inline in container ?? Enumerable.Empty<Inline>())
        {
            switch (inline)
            {
                case LiteralInline literal:
                    Add(literal.Content.ToString());
                    break;
                case CodeInline code:
                    inlines.Add(new MarkdownInline.Code(code.Content));
                    break;
                case LineBreakInline:
                    inlines.Add(new MarkdownInline.Break());
                    break;
                case HtmlEntityInline entity:
                    Add(entity.Transcoded.ToString());
                    break;
                case AutolinkInline link:
                    inlines.Add(new MarkdownInline.Link(link.IsEmail ? $"mailto:{link.Url}" : link.Url, [new MarkdownInline.Plain(link.Url)]));
                    break;
                case LinkInline link:
                    inlines.Add(new MarkdownInline.Link(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", Inlines(link)));
                    break;
                case EmphasisInline emphasis:
                    inlines.Add(Emphasised(emphasis));
                    break;
                case ContainerInline other:
                    inlines.AddRange(Inlines(other));
                    break;
                default:
                    Add(inline.ToString() ?? "");
                    break;
            }
        }

        return inlines;

        // Neighbours join: the library cuts a line wherever a mark might have begun.
        void Add(string text)
        {
            if (inlines is [.., MarkdownInline.Plain before]) inlines[^1] = new MarkdownInline.Plain(before.Text + text);
            else if (text.Length > 0) inlines.Add(new MarkdownInline.Plain(text));
        }
    }

    private static MarkdownInline Emphasised(EmphasisInline emphasis) => emphasis switch
    {
        { DelimiterChar: '~' } => new MarkdownInline.Struck(Inlines(emphasis)),
        { DelimiterCount: >= 2 } => new MarkdownInline.Bold(Inlines(emphasis)),
        _ => new MarkdownInline.Italic(Inlines(emphasis)),
    };
}
