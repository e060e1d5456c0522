using System.Text.Json.Nodes;
using OpenClaw.Foundation.Text.Markdown;

namespace OpenClaw.Web.Page;

/// <summary>
/// Writes Markdown as nodes of JSON: a string is text, an array is an element of the page: its name, its children (<c>["p", "a ",
/// ["strong", "word"]]</c>). A link is <c>["a", address, ...]</c>, and a fence <c>["pre", language, text]</c>. The names are those below
/// and no others; no text of a model ever becomes markup. Pure. </summary>
internal sealed class MarkdownNodes
{
    /// <summary>The page has two levels of its own above an answer's.</summary>
    private const int Above = 2;

    private int _level = Above;

    public static JsonArray Of(string markdown)
    {
        var nodes = new MarkdownNodes();
        return new JsonArray([.. MarkdownReader.Read(markdown).Select(nodes.Block)]);
    }

    private JsonArray Block(MarkdownBlock block) =>
        block switch
        {
            MarkdownBlock.Paragraph paragraph => Inlines("p", paragraph.Inlines),
            MarkdownBlock.Heading heading => Heading(heading),
            MarkdownBlock.Code code => Element("pre", [code.Language ?? "", code.Text]),
            MarkdownBlock.Quote quote => Element("blockquote", quote.Blocks.Select(Block)),
            MarkdownBlock.List { Start: { } start } list => Element("ol", list.Items.Select(Item).Prepend<JsonNode>(start)),
            MarkdownBlock.List list => Element("ul", list.Items.Select(Item)),
            MarkdownBlock.Table table => Element("table", table.Rows.Select(static (row, i) => Row(row, i == 0 ? "th" : "td"))),
            MarkdownBlock.Rule => Element("hr", []),
            _ => throw new InvalidOperationException($"no element for {block.GetType().Name}"),
        };

    private JsonArray Heading(MarkdownBlock.Heading heading)
    {
        // No level is left out on the way down: who goes from heading to heading by ear would look for it.
        _level = Math.Min(Math.Min(heading.Level + Above, _level + 1), 6);
        return Inlines($"h{_level}", heading.Inlines);
    }

    // A tight item is its line, not a paragraph.
    private JsonArray Item(IReadOnlyList<MarkdownBlock> item) =>
        Element("li", item.Select(block => block is MarkdownBlock.Paragraph line ? Inlines("span", line.Inlines) : Block(block)));

    private static JsonArray Row(IReadOnlyList<IReadOnlyList<MarkdownInline>> cells, string cell) =>
        Element("tr", cells.Select(inlines => Inlines(cell, inlines)));

    private static JsonArray Inlines(string name, IReadOnlyList<MarkdownInline> inlines) => Element(name, Children(inlines));

    private static IEnumerable<JsonNode> Children(IReadOnlyList<MarkdownInline> inlines) => inlines.SelectMany(Inline);

    private static IEnumerable<JsonNode> Inline(MarkdownInline inline) =>
        inline switch
        {
            MarkdownInline.Plain plain => [plain.Text],
            MarkdownInline.Code code => [Element("code", [code.Text])],
            MarkdownInline.Bold bold => [Inlines("strong", bold.Inlines)],
            MarkdownInline.Italic italic => [Inlines("em", italic.Inlines)],
            MarkdownInline.Struck struck => [Inlines("s", struck.Inlines)],
            MarkdownInline.Break => [Element("br", [])],
            MarkdownInline.Link link => Link(link),
            _ => throw new InvalidOperationException($"no element for {inline.GetType().Name}"),
        };

    private static IEnumerable<JsonNode> Link(MarkdownInline.Link link)
    {
        var isNamed = MarkdownText.Of(link.Inlines).Length > 0;
        if (SafeLinks.Find(link.Url) is { } url)
        {
            return [Element("a", isNamed ? Children(link.Inlines).Prepend(url) : [url, url])];
        }

        // Not to be pressed; what it would have led to is shown, or its text could say anything.
        return Children(link.Inlines).Append(isNamed ? $" ({link.Url})" : link.Url);
    }

    private static JsonArray Element(string name, IEnumerable<JsonNode> children) => new([name, .. children]);
}
