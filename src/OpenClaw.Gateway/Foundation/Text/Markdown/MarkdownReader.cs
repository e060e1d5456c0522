using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OpenClaw.Foundation.Text.Markdown;

/// <summary>
/// Reads Markdown as models write it: CommonMark, with tables, struck text and bare addresses of GitHub's kind. HTML is text here. The only
/// file that knows Markdig.
/// </summary>
internal static class MarkdownReader
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .DisableHtml()
        .Build();

    /// <summary>Deeper than anybody writes, and shallow enough for a small stack.</summary>
    private const int MostNested = 64;

    /// <summary>Never fails, whatever the text is: what is longer or nested deeper than anybody writes is one paragraph of what it says
    /// (<see cref="MarkdownLimits"/>).</summary>
    public static IReadOnlyList<MarkdownBlock> Read(string text) =>
        MarkdownLimits.Allow(text) ? Parse(text) : [.. FencedText.Split(text).SelectMany(static part => Read(part))];

    private static IReadOnlyList<MarkdownBlock> Read(FencedText.Part part) =>
        part.IsCode ? [new MarkdownBlock.Code(part.Language is { Length: > 0 } language ? language : null, part.Text)]
        : MarkdownLimits.Allow(part.Text) ? Parse(part.Text)
        : Plain(part.Text);

    private static IReadOnlyList<MarkdownBlock> Parse(string text)
    {
        try
        {
            return Blocks(Markdig.Markdown.Parse(text, s_pipeline));
        }
        catch (Exception e) when (e is ArgumentException or TooDeepException)
        {
            // An ArgumentException is the library's own limit on nesting.
            return Plain(text);
        }
    }

    private static MarkdownBlock[] Plain(string text) => [new MarkdownBlock.Paragraph([new MarkdownInline.Plain(text)])];

    private static List<MarkdownBlock> Blocks(ContainerBlock container) => [.. container.Select(Block).OfType<MarkdownBlock>()];

    private static MarkdownBlock? Block(Block block) =>
        block switch
        {
            HeadingBlock heading => new MarkdownBlock.Heading(heading.Level, Inlines(heading.Inline)),
            FencedCodeBlock fenced => new MarkdownBlock.Code(fenced.Info is { Length: > 0 } info ? info : null, fenced.Lines.ToString()),
            CodeBlock code => new MarkdownBlock.Code(null, code.Lines.ToString()),
            ThematicBreakBlock => new MarkdownBlock.Rule(),
            QuoteBlock quote => new MarkdownBlock.Quote(Blocks(quote)),
            ListBlock list => new MarkdownBlock.List(
                !list.IsOrdered ? null
                    : int.TryParse(list.OrderedStart, out var start) ? start
                    : 1,
                [.. list.OfType<ListItemBlock>().Select(Blocks)]
            ),
            Table table => ReadTable(table),
            // Definitions of links are shown where they are used.
            LinkReferenceDefinitionGroup => null,
            ParagraphBlock paragraph => new MarkdownBlock.Paragraph(Inlines(paragraph.Inline)),
            LeafBlock leaf => new MarkdownBlock.Paragraph(
                leaf.Inline is { } inline ? Inlines(inline) : [new MarkdownInline.Plain(leaf.Lines.ToString())]
            ),
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
        List<IReadOnlyList<MarkdownInline>> cells =
        [
            .. row.OfType<TableCell>().Take(width).Select(static cell => Inlines((cell.FirstOrDefault() as LeafBlock)?.Inline)),
        ];
        while (cells.Count < width)
        {
            cells.Add([]);
        }
        return cells;
    }

    private static List<MarkdownInline> Inlines(ContainerInline? container, int depth = 0)
    {
        var (inlines, words) = (new List<MarkdownInline>(), new StringBuilder());
        Gather(container, depth);
        EndWords();
        return inlines;

        // Neighbours join: the library cuts a line wherever a mark might have begun.
        void Gather(ContainerInline? from, int level)
        {
            if (level > MostNested)
            {
                throw new TooDeepException();
            }
            foreach (var inline in from ?? Enumerable.Empty<Inline>())
            {
                if (Words(inline) is { } text)
                {
                    words.Append(text);
                }
                else if (inline is ContainerInline other and not (LinkInline or EmphasisInline))
                {
                    // A mark that found no partner holds what came after it, and is a letter like others.
                    if (other is DelimiterInline mark)
                    {
                        words.Append(mark.ToLiteral());
                    }
                    Gather(other, level + 1);
                }
                else
                {
                    EndWords();
                    inlines.Add(Element(inline, level));
                }
            }
        }

        void EndWords()
        {
            if (words.Length > 0)
            {
                inlines.Add(new MarkdownInline.Plain(words.ToString()));
            }
            words.Clear();
        }
    }

    /// <summary>The text of what is nothing but text; null for an element.</summary>
    private static string? Words(Inline inline) =>
        inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            CodeInline or LineBreakInline or AutolinkInline or ContainerInline => null,
            _ => inline.ToString() ?? "",
        };

    private static MarkdownInline Element(Inline inline, int depth) =>
        inline switch
        {
            CodeInline code => new MarkdownInline.Code(code.Content),
            LineBreakInline => new MarkdownInline.Break(),
            AutolinkInline link => new MarkdownInline.Link(
                link.IsEmail ? $"mailto:{link.Url}" : link.Url,
                [new MarkdownInline.Plain(link.Url)]
            ),
            LinkInline link => new MarkdownInline.Link(link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", Inlines(link, depth + 1)),
            EmphasisInline emphasis => Emphasised(emphasis, depth + 1),
            _ => throw new InvalidOperationException($"no element for {inline.GetType().Name}"),
        };

    private static MarkdownInline Emphasised(EmphasisInline emphasis, int depth) =>
        emphasis switch
        {
            { DelimiterChar: '~' } => new MarkdownInline.Struck(Inlines(emphasis, depth)),
            { DelimiterCount: >= 2 } => new MarkdownInline.Bold(Inlines(emphasis, depth)),
            _ => new MarkdownInline.Italic(Inlines(emphasis, depth)),
        };

    /// <summary>Ends the reading of a text whose elements are nested too deep.</summary>
    private sealed class TooDeepException : Exception;
}
