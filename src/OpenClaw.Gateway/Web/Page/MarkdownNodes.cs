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

    private readonly Utf8JsonWriter _json;
    private int _level = Above;

    private MarkdownNodes(Utf8JsonWriter json) => _json = json;

    public static void Write(Utf8JsonWriter json, string markdown)
    {
        json.WriteStartArray();
        new MarkdownNodes(json).Blocks(MarkdownReader.Read(markdown));
        json.WriteEndArray();
    }

    private void Blocks(IReadOnlyList<MarkdownBlock> blocks)
    {
        foreach (var block in blocks)
        {
            Block(block);
        }
    }

    private void Block(MarkdownBlock block)
    {
        switch (block)
        {
            case MarkdownBlock.Paragraph paragraph:
                Inlines("p", paragraph.Inlines);
                break;
            case MarkdownBlock.Heading heading:
                // No level is left out on the way down: who goes from heading to heading by ear would look for it.
                _level = Math.Min(Math.Min(heading.Level + Above, _level + 1), 6);
                Inlines($"h{_level}", heading.Inlines);
                break;
            case MarkdownBlock.Code code:
                Element(
                    "pre",
                    () =>
                    {
                        _json.WriteStringValue(code.Language ?? "");
                        _json.WriteStringValue(code.Text);
                    }
                );
                break;
            case MarkdownBlock.Quote quote:
                Element("blockquote", () => Blocks(quote.Blocks));
                break;
            case MarkdownBlock.List list:
                List(list);
                break;
            case MarkdownBlock.Table table:
                Element(
                    "table",
                    () =>
                    {
                        for (var i = 0; i < table.Rows.Count; i++)
                        {
                            Row(table.Rows[i], i == 0 ? "th" : "td");
                        }
                    }
                );
                break;
            case MarkdownBlock.Rule:
                Element("hr", static () => { });
                break;
        }
    }

    private void List(MarkdownBlock.List list) =>
        Element(
            list.Start is null ? "ul" : "ol",
            () =>
            {
                if (list.Start is { } start)
                {
                    _json.WriteNumberValue(start);
                }
                foreach (var item in list.Items)
                {
                    // A tight item is its line, not a paragraph.
                    Element(
                        "li",
                        () =>
                        {
                            foreach (var block in item)
                            {
                                if (block is MarkdownBlock.Paragraph line)
                                {
                                    Inlines("span", line.Inlines);
                                }
                                else
                                {
                                    Block(block);
                                }
                            }
                        }
                    );
                }
            }
        );

    private void Row(IReadOnlyList<IReadOnlyList<MarkdownInline>> cells, string cell) =>
        Element(
            "tr",
            () =>
            {
                foreach (var inlines in cells)
                {
                    Inlines(cell, inlines);
                }
            }
        );

    private void Inlines(string name, IReadOnlyList<MarkdownInline> inlines) => Element(name, () => Children(inlines));

    private void Children(IReadOnlyList<MarkdownInline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case MarkdownInline.Plain plain:
                    _json.WriteStringValue(plain.Text);
                    break;
                case MarkdownInline.Code code:
                    Element("code", () => _json.WriteStringValue(code.Text));
                    break;
                case MarkdownInline.Bold bold:
                    Inlines("strong", bold.Inlines);
                    break;
                case MarkdownInline.Italic italic:
                    Inlines("em", italic.Inlines);
                    break;
                case MarkdownInline.Struck struck:
                    Inlines("s", struck.Inlines);
                    break;
                case MarkdownInline.Break:
                    Element("br", static () => { });
                    break;
                case MarkdownInline.Link link:
                    Link(link);
                    break;
            }
        }
    }

    private void Link(MarkdownInline.Link link)
    {
        var text = MarkdownText.Of(link.Inlines);
        if (SafeLinks.Find(link.Url) is not { } url)
        {
            // Not to be pressed; what it would have led to is shown, or its text could say anything.
            Children(link.Inlines);
            _json.WriteStringValue(text.Length > 0 ? $" ({link.Url})" : link.Url);
            return;
        }

        Element(
            "a",
            () =>
            {
                _json.WriteStringValue(url);
                if (text.Length > 0)
                {
                    Children(link.Inlines);
                }
                else
                {
                    _json.WriteStringValue(url);
                }
            }
        );
    }

    private void Element(string name, Action children)
    {
        _json.WriteStartArray();
        _json.WriteStringValue(name);
        children();
        _json.WriteEndArray();
    }
}
