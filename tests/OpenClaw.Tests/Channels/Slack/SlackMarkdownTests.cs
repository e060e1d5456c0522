using OpenClaw.Channels.Slack;

namespace OpenClaw.Tests.Channels.Slack;

public sealed class SlackMarkdownTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("**bold** and *italic* and ~~struck~~", "*bold* and _italic_ and ~struck~")]
    [InlineData("***both***", "_*both*_")]
    [InlineData("**one\ntwo**", "*one*\n*two*")]
    [InlineData("a & b <b> \"c\"", "a &amp; b &lt;b&gt; \"c\"")]
    [InlineData("# A **title**\n\ntext", "*A title*\n\ntext")]
    [InlineData("use `a < b`", "use `a &lt; b`")]
    [InlineData("use ``a ` b``", "use a ` b")]
    [InlineData("```c\nif (a < b) *p = 1;\n```", "```\nif (a &lt; b) *p = 1;\n```")]
    [InlineData("[the page](https://example.com/?a=1&b=2)", "<https://example.com/?a=1&amp;b=2|the page>")]
    [InlineData("[a|b>c](https://example.com/x|y)", "<https://example.com/x%7Cy|a|b&gt;c>")]
    [InlineData("<https://example.com/>", "<https://example.com/>")]
    [InlineData("[press](javascript:alert(1))", "press (javascript:alert(1))")]
    [InlineData("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;")]
    [InlineData("- one\n- two\n  - inner\n- three", "• one\n• two\n  • inner\n• three")]
    [InlineData("3. one\n4. two", "3. one\n4. two")]
    [InlineData("> said\n> twice\n>\n> > inner", "> said\n> twice\n>\n> inner")]
    [InlineData("one\n\n---\n\ntwo", "one\n\n———\n\ntwo")]
    [InlineData("|a|b|\n|-|-|\n|1|22|", "```\na | b\n--+---\n1 | 22\n```")]
    [InlineData("****", "———")]
    [InlineData("", "")]
    public void Of_Markdown_IsSlacksMarkup(string markdown, string expected) => Assert.Equal(expected, SlackMarkdown.Of(markdown));

    [Fact]
    public void Of_NestedDeeperThanAnybodyWrites_IsText() => Assert.NotEmpty(SlackMarkdown.Of(new string('>', 5000) + " x"));
}
