namespace OpenClaw.Foundation.Text.Markdown;

/// <summary>A piece of a line.</summary>
internal abstract record MarkdownInline
{
    private MarkdownInline() { }

    public sealed record Plain(string Text) : MarkdownInline;

    public sealed record Bold(IReadOnlyList<MarkdownInline> Inlines) : MarkdownInline;

    public sealed record Italic(IReadOnlyList<MarkdownInline> Inlines) : MarkdownInline;

    public sealed record Struck(IReadOnlyList<MarkdownInline> Inlines) : MarkdownInline;

    public sealed record Code(string Text) : MarkdownInline;

    /// <summary>A link, or the place of a picture: nothing here fetches one.</summary>
    /// <param name="Url">As it was written: whoever makes it clickable looks at it first (<see cref="SafeLinks"/>).</param>
    public sealed record Link(string Url, IReadOnlyList<MarkdownInline> Inlines) : MarkdownInline;

    /// <summary>The end of a line that was written as one.</summary>
    public sealed record Break : MarkdownInline;
}
