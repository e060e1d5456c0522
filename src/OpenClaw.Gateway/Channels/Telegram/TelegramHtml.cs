using OpenClaw.Foundation.Text.Markdown;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// Writes Markdown as the HTML that Telegram takes (https://core.telegram.org/bots/api#html-style): a few tags, no paragraphs, headings,
/// lists or tables, no quote in a quote, and nothing at all inside code. Pure.
/// </summary>
internal sealed class TelegramHtml
{
    private readonly StringBuilder _html = new();
    private int _length;
    private int _entities;
    private bool _quoted;

    /// <summary>The text, how long it is for Telegram, which counts UTF-16 units without the tags, and how many pieces of it have a
    /// form.</summary>
    public static (string Html, int Length, int Entities) Of(string markdown)
    {
        var writer = new TelegramHtml();
        writer.Blocks(MarkdownReader.Read(markdown), "", "\n\n");
        return (writer._html.ToString(), writer._length, writer._entities);
    }

    private void Blocks(IReadOnlyList<MarkdownBlock> blocks, string indent, string between)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            // Between lists and what they belong to there is no empty line.
            if (i > 0)
            {
                Text(indent.Length > 0 ? "\n" + indent : between);
            }
            Block(blocks[i], indent);
        }
    }

    private void Block(MarkdownBlock block, string indent)
    {
        switch (block)
        {
            case MarkdownBlock.Paragraph paragraph:
                Inlines(paragraph.Inlines, indent);
                break;
            case MarkdownBlock.Heading heading:
                Tagged("b", heading.Inlines, indent);
                break;
            case MarkdownBlock.Code code:
                Preformatted(code.Text, code.Language);
                break;
            case MarkdownBlock.Table table:
                Preformatted(string.Join('\n', MarkdownText.Lines(table)), null);
                break;
            case MarkdownBlock.Rule:
                Text("———");
                break;
            case MarkdownBlock.Quote quote when _quoted:
                Blocks(quote.Blocks, indent, "\n\n");
                break;
            case MarkdownBlock.Quote quote:
                _quoted = true;
                Tag("<blockquote>");
                Blocks(quote.Blocks, indent, "\n\n");
                Tag("</blockquote>");
                _quoted = false;
                break;
            case MarkdownBlock.List list:
                List(list, indent);
                break;
        }
    }

    private void List(MarkdownBlock.List list, string indent)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (i > 0)
            {
                Text("\n" + indent);
            }
            var mark = list.Start is { } start ? $"{start + i}. " : "• ";
            Text(mark);
            Blocks(list.Items[i], indent + new string(' ', mark.Length), "\n");
        }
    }

    private void Preformatted(string text, string? language)
    {
        Tag(language is null ? "<pre>" : $"<pre><code class=\"language-{Escaped(language)}\">");
        Text(text);
        Tag(language is null ? "</pre>" : "</code></pre>");
    }

    private void Inlines(IReadOnlyList<MarkdownInline> inlines, string indent)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case MarkdownInline.Plain plain:
                    Text(plain.Text);
                    break;
                case MarkdownInline.Break:
                    Text("\n" + indent);
                    break;
                case MarkdownInline.Code code:
                    Tag("<code>");
                    Text(code.Text);
                    Tag("</code>");
                    break;
                case MarkdownInline.Bold bold:
                    Tagged("b", bold.Inlines, indent);
                    break;
                case MarkdownInline.Italic italic:
                    Tagged("i", italic.Inlines, indent);
                    break;
                case MarkdownInline.Struck struck:
                    Tagged("s", struck.Inlines, indent);
                    break;
                case MarkdownInline.Link link:
                    Link(link, indent);
                    break;
            }
        }
    }

    private void Link(MarkdownInline.Link link, string indent)
    {
        var words = MarkdownText.Of(link.Inlines);
        if (SafeLinks.Find(link.Url) is { } url)
        {
            Tag($"<a href=\"{Escaped(url)}\">");
            // A code inside a link is no code for Telegram, so only the words stand in it.
            Text(words.Length > 0 ? words : link.Url);
            Tag("</a>");
        }
        else
        {
            Inlines(link.Inlines, indent);
            if (words != link.Url)
            {
                Text(words.Length > 0 ? $" ({link.Url})" : link.Url);
            }
        }
    }

    private void Tagged(string tag, IReadOnlyList<MarkdownInline> inlines, string indent)
    {
        Tag($"<{tag}>");
        Inlines(inlines, indent);
        Tag($"</{tag}>");
    }

    private void Tag(string tag)
    {
        if (!tag.StartsWith("</", StringComparison.Ordinal))
        {
            _entities++;
        }
        _html.Append(tag);
    }

    private void Text(string text)
    {
        _length += text.Length;
        _html.Append(Escaped(text));
    }

    // The four characters that mean something to Telegram.
    /// <summary>Letters that mean something to HTML, written so that they do not.</summary>
    public static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);
}
