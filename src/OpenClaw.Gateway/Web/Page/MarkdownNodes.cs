using System.Text.Json;
using OpenClaw.Text.Markdown;

namespace OpenClaw.Web.Page;

/// <summary>
/// Writes Markdown as nodes of JSON: a string is text, an array is an element of the page: its name, its children (<c>["p", "a ", ["strong", "word"]]</c>). A link is
/// <c>["a", address, ...]</c>, and a fence <c>["pre", language, text]</c>. The names are those below and no others; no text of a model ever becomes markup. Pure.
/// </summary>
internal static class MarkdownNodes
{
    public static void Write(Utf8JsonWriter json, string markdown)
    {
        json.WriteStartArray();
        Blocks(json, MarkdownReader.Read(markdown));
        json.WriteEndArray();
    }

    private static void Blocks(Utf8JsonWriter json, IReadOnlyList<MarkdownBlock> blocks)
    {
        foreach (var block in blocks) Block(json, block);
    }

    private static void Block(Utf8JsonWriter json, MarkdownBlock block)
    {
        switch (block)
        {
            case MarkdownBlock.Paragraph paragraph:
                Inlines(json, "p", paragraph.Inlines);
                break;
            case MarkdownBlock.Heading heading:
                // The page has headings of its own above these.
                Inlines(json, $"h{Math.Min(heading.Level + 2, 6)}", heading.Inlines);
                break;
            case MarkdownBlock.Code code:
                Element(json, "pre", () =>
                {
                    json.WriteStringValue(code.Language ?? "");
                    json.WriteStringValue(code.Text);
                });
                break;
            case MarkdownBlock.Quote quote:
                Element(json, "blockquote", () => Blocks(json, quote.Blocks));
                break;
            case MarkdownBlock.List list:
                List(json, list);
                break;
            case MarkdownBlock.Table table:
                Element(json, "table", () =>
                {
                    for (var i = 0; i < table.Rows.Count; i++) Row(json, table.Rows[i], i == 0 ? "th" : "td");
                });
                break;
            case MarkdownBlock.Rule:
                Element(json, "hr", static () => { });
                break;
        }
    }

    private static void List(Utf8JsonWriter json, MarkdownBlock.List list) => Element(json, list.Start is null ? "ul" : "ol", () =>
    {
        if (list.Start is { } start) json.WriteNumberValue(start);
        foreach (var item in list.Items)
        {
            // A tight item is its line, not a paragraph.
            Element(json, "li", () =>
            {
                foreach (var block in item)
                {
                    if (block is MarkdownBlock.Paragraph line) Inlines(json, "span", line.Inlines);
                    else Block(json, block);
                }
            });
        }
    });

    private static void Row(Utf8JsonWriter json, IReadOnlyList<IReadOnlyList<MarkdownInline>> cells, string cell) => Element(json, "tr", () =>
    {
        foreach (var inlines in cells) Inlines(json, cell, inlines);
    });

    private static void Inlines(Utf8JsonWriter json, string name, IReadOnlyList<MarkdownInline> inlines) => Element(json, name, () => Children(json, inlines));

    private static void Children(Utf8JsonWriter json, IReadOnlyList<MarkdownInline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case MarkdownInline.Plain plain:
                    json.WriteStringValue(plain.Text);
                    break;
                case MarkdownInline.Code code:
                    Element(json, "code", () => json.WriteStringValue(code.Text));
                    break;
                case MarkdownInline.Bold bold:
                    Inlines(json, "strong", bold.Inlines);
                    break;
                case MarkdownInline.Italic italic:
                    Inlines(json, "em", italic.Inlines);
                    break;
                case MarkdownInline.Struck struck:
                    Inlines(json, "s", struck.Inlines);
                    break;
                case MarkdownInline.Break:
                    Element(json, "br", static () => { });
                    break;
                case MarkdownInline.Link link:
                    Link(json, link);
                    break;
            }
        }
    }

    private static void Link(Utf8JsonWriter json, MarkdownInline.Link link)
    {
        var text = MarkdownText.Of(link.Inlines);
        if (SafeLinks.Find(link.Url) is not { } url)
        {
            // Not to be pressed; what it would have led to is shown, or its text could say anything.
            Children(json, link.Inlines);
            json.WriteStringValue(text.Length > 0 ? $" ({link.Url})" : link.Url);
            return;
        }

        Element(json, "a", () =>
        {
            json.WriteStringValue(url);
            if (text.Length > 0) Children(json, link.Inlines);
            else json.WriteStringValue(url);
        });
    }

    private static void Element(Utf8JsonWriter json, string name, Action children)
    {
        json.WriteStartArray();
        json.WriteStringValue(name);
        children();
        json.WriteEndArray();
    }
}
