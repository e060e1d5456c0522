using OpenClaw.Foundation.Text.Markdown;

namespace OpenClaw.Channels.Slack;

/// <summary>
/// Writes Markdown as the markup that Slack takes (https://docs.slack.dev/messaging/formatting-message-text): one star is bold, marks end
/// with the line, no headings, lists, tables or languages, and no way to write a star that is a star. Pure.
/// </summary>
internal sealed class SlackMarkdown
{
    private readonly StringBuilder _text = new();

    /// <summary>The marks that are open, outermost first.</summary>
    private readonly List<char> _marks = [];

    public static string Of(string markdown) => Blocks(MarkdownReader.Read(markdown), "\n\n");

    private static string Blocks(IReadOnlyList<MarkdownBlock> blocks, string between) => string.Join(between, blocks.Select(Block));

    private static string Block(MarkdownBlock block) =>
        block switch
        {
            MarkdownBlock.Paragraph paragraph => Line(paragraph.Inlines),
            MarkdownBlock.Heading heading => Line([new MarkdownInline.Bold(heading.Inlines)]),
            MarkdownBlock.Code code => Fence(code.Text),
            MarkdownBlock.Table table => Fence(string.Join('\n', MarkdownText.Lines(table))),
            MarkdownBlock.Rule => "———",
            MarkdownBlock.Quote quote => Quoted(quote),
            MarkdownBlock.List list => string.Join(
                '\n',
                list.Items.Select((item, i) => Item(item, list.Start is { } start ? $"{start + i}. " : "• "))
            ),
            _ => throw new InvalidOperationException($"no markup for {block.GetType().Name}"),
        };

    private static string Fence(string text) => $"```\n{SlackText.Escaped(text)}\n```";

    /// <summary>Each line with the mark of a quote; Slack has none inside another.</summary>
    private static string Quoted(MarkdownBlock.Quote quote) =>
        string.Join(
            '\n',
            Blocks(quote.Blocks, "\n\n")
                .Split('\n')
                .Select(static line => line == ">" || line.StartsWith("> ", StringComparison.Ordinal) ? line : $"> {line}".TrimEnd())
        );

    private static string Item(IReadOnlyList<MarkdownBlock> item, string mark) =>
        mark + Blocks(item, "\n").Replace("\n", "\n" + new string(' ', mark.Length), StringComparison.Ordinal);

    private static string Line(IReadOnlyList<MarkdownInline> inlines)
    {
        var line = new SlackMarkdown();
        line.Inlines(inlines);
        return line._text.ToString();
    }

    private void Inlines(IReadOnlyList<MarkdownInline> inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case MarkdownInline.Plain plain:
                    _text.Append(SlackText.Escaped(plain.Text));
                    break;
                case MarkdownInline.Break:
                    _text.AppendJoin("", Enumerable.Reverse(_marks)).Append('\n').AppendJoin("", _marks);
                    break;
                // A backtick inside would end it.
                case MarkdownInline.Code code when code.Text.Contains('`', StringComparison.Ordinal):
                    _text.Append(SlackText.Escaped(code.Text));
                    break;
                case MarkdownInline.Code code:
                    _text.Append('`').Append(SlackText.Escaped(code.Text)).Append('`');
                    break;
                case MarkdownInline.Bold bold:
                    Marked('*', bold.Inlines);
                    break;
                case MarkdownInline.Italic italic:
                    Marked('_', italic.Inlines);
                    break;
                case MarkdownInline.Struck struck:
                    Marked('~', struck.Inlines);
                    break;
                case MarkdownInline.Link link:
                    Link(link);
                    break;
            }
        }
    }

    private void Marked(char mark, IReadOnlyList<MarkdownInline> inlines)
    {
        // Bold in a heading is bold already.
        if (_marks.Contains(mark))
        {
            Inlines(inlines);
            return;
        }

        _text.Append(mark);
        _marks.Add(mark);
        Inlines(inlines);
        _marks.RemoveAt(_marks.Count - 1);
        _text.Append(mark);
    }

    private void Link(MarkdownInline.Link link)
    {
        var words = MarkdownText.Of(link.Inlines);
        if (SafeLinks.Find(link.Url) is { } url)
        {
            // A bar would end the address.
            _text.Append('<').Append(SlackText.Escaped(url).Replace("|", "%7C", StringComparison.Ordinal));
            if (words.Length > 0 && words != link.Url)
            {
                _text.Append('|').Append(SlackText.Escaped(words));
            }
            _text.Append('>');
        }
        else
        {
            Inlines(link.Inlines);
            if (words != link.Url)
            {
                _text.Append(SlackText.Escaped(words.Length > 0 ? $" ({link.Url})" : link.Url));
            }
        }
    }
}
