namespace OpenClaw.Foundation.Text.Markdown;

/// <summary>A block of a text that a model wrote. Each place that shows one (a chat's HTML, its own markup, a page) writes these its own
/// way.</summary>
internal abstract record MarkdownBlock
{
    private MarkdownBlock() { }

    public sealed record Paragraph(IReadOnlyList<MarkdownInline> Inlines) : MarkdownBlock;

    /// <param name="Level">1 to 6.</param>
    public sealed record Heading(int Level, IReadOnlyList<MarkdownInline> Inlines) : MarkdownBlock;

    /// <param name="Language">The word after the fence; null where there is none.</param>
    /// <param name="Text">Its lines, without the last line's end.</param>
    public sealed record Code(string? Language, string Text) : MarkdownBlock;

    public sealed record Quote(IReadOnlyList<MarkdownBlock> Blocks) : MarkdownBlock;

    /// <param name="Start">The first number of an ordered list; null for bullets.</param>
    public sealed record List(int? Start, IReadOnlyList<IReadOnlyList<MarkdownBlock>> Items) : MarkdownBlock;

    /// <summary>Rows of cells, the heading first. Each row has as many cells as the heading.</summary>
    public sealed record Table(IReadOnlyList<IReadOnlyList<IReadOnlyList<MarkdownInline>>> Rows) : MarkdownBlock;

    /// <summary>A line across.</summary>
    public sealed record Rule : MarkdownBlock;
}
