using OpenClaw.Channels.Telegram;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Channels.Telegram;

public sealed class TelegramHtmlTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("1 < 2 && 3 > \"2\"", "1 &lt; 2 &amp;&amp; 3 &gt; &quot;2&quot;")]
    [InlineData("**bold** and *italic* and ~~gone~~", "<b>bold</b> and <i>italic</i> and <s>gone</s>")]
    [InlineData("***both***", "<i><b>both</b></i>")]
    [InlineData("snake_case_name and 2*3*4", "snake_case_name and 2<i>3</i>4")]
    [InlineData("`a<b`", "<code>a&lt;b</code>")]
    [InlineData("# Title\n\ntext", "<b>Title</b>\n\ntext")]
    [InlineData("one\ntwo", "one\ntwo")]
    [InlineData("one\n\n\n\ntwo", "one\n\ntwo")]
    [InlineData("```python\nprint('<')\n```", "<pre><code class=\"language-python\">print('&lt;')</code></pre>")]
    [InlineData("```\na\n\nb\n```", "<pre>a\n\nb</pre>")]
    [InlineData("```sh\nnever closed", "<pre><code class=\"language-sh\">never closed</code></pre>")]
    [InlineData("[site](https://example.org/a?b=1&c=2)", "<a href=\"https://example.org/a?b=1&amp;c=2\">site</a>")]
    [InlineData("see https://example.org/x.", "see <a href=\"https://example.org/x\">https://example.org/x</a>.")]
    [InlineData("[press me](javascript:alert(1))", "press me (javascript:alert(1))")]
    [InlineData("[file](/etc/passwd)", "file (/etc/passwd)")]
    [InlineData("![a cat](https://example.org/cat.png)", "<a href=\"https://example.org/cat.png\">a cat</a>")]
    [InlineData("[a [b](https://b.example) c](https://a.example)", null)]
    [InlineData("- one\n- two\n  - deep\n- three", "• one\n• two\n  • deep\n• three")]
    [InlineData("3. three\n4. four", "3. three\n4. four")]
    [InlineData("- a\n\n  b\n- c", "• a\n  b\n• c")]
    [InlineData("> quoted\n> > deeper", "<blockquote>quoted\n\ndeeper</blockquote>")]
    [InlineData("a\n\n---\n\nb", "a\n\n———\n\nb")]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("a <b>not bold</b>", "a &lt;b&gt;not bold&lt;/b&gt;")]
    [InlineData("&copy; &amp; &lt;", "© &amp; &lt;")]
    [InlineData("| a | b |\n|---|---|\n| 1 | two |", "<pre>a | b\n--+----\n1 | two</pre>")]
    [InlineData("| name | 名前 |\n|---|---|\n| x | 東京 |", "<pre>name | 名前\n-----+-----\nx    | 東京</pre>")]
    [InlineData("**`code` in bold**", "<b><code>code</code> in bold</b>")]
    [InlineData("", "")]
    public void Of_Markdown_IsWhatTelegramTakes(string markdown, string? html)
    {
        var (written, length, _) = TelegramHtml.Of(markdown);

        if (html is not null)
        {
            Assert.Equal(html, written);
        }
        Assert.Null(TelegramMarkup.Fault(written));
        Assert.Equal(TelegramMarkup.Words(written).Length, length);
    }

    [Fact]
    public void Of_Anything_IsWellFormed()
    {
        // Pieces a model writes, in any order: whatever comes of it, Telegram must be able to read it.
        string[] pieces =
        [
            "**",
            "*",
            "_",
            "~~",
            "`",
            "```",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            "[",
            "](",
            ")",
            "http://a.b",
            "<b>",
            "&",
            "&amp;",
            "| a | b |\n|--|--|\n| c |",
            "# ",
            "word",
            " ",
            "\u0000",
            "👩‍👩‍👧",
            "\ud800",
            "\t",
            "---",
            "\\",
        ];
        var random = new Random(20261125);
        for (var i = 0; i < 5_000; i++)
        {
            var markdown = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => pieces[random.Next(pieces.Length)]));
            var (written, length, _) = TelegramHtml.Of(markdown);
            Assert.True(TelegramMarkup.Fault(written) is null, $"{TelegramMarkup.Fault(written)} in {written} from {markdown}");
            Assert.Equal(TelegramMarkup.Words(written).Length, length);
        }
    }

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("**a")]
    [InlineData("`")]
    public void Of_NestedBeyondReason_EndsAndIsWellFormed(string piece)
    {
        var (written, _, _) = TelegramHtml.Of(string.Concat(Enumerable.Repeat(piece, 50_000)));
        Assert.Null(TelegramMarkup.Fault(written));
    }
}
