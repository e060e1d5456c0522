using OpenClaw.Channels.Slack;

namespace OpenClaw.Tests.Channels.Slack;

public sealed class SlackTextTests
{
    [Theory]
    [InlineData("see <|label> and <|>", "see label and")]
    [InlineData("<@U42> hello", "hello")]
    [InlineData("hello <@U42|claw>", "hello")]
    [InlineData("hello <@U7> and <@U420>", "hello @U7 and @U420")]
    [InlineData("<@U7|ada>: look", "@ada: look")]
    [InlineData("a &amp;&amp; b &lt; c &gt; d", "a && b < c > d")]
    [InlineData("&amp;lt;", "&lt;")]
    [InlineData("see <https://example.com/a?b=1&amp;c=2>", "see https://example.com/a?b=1&c=2")]
    [InlineData("see <https://example.com|the page>", "see the page (https://example.com)")]
    [InlineData("see <http://example.com|example.com>", "see http://example.com")]
    [InlineData("<mailto:a@b.example|a@b.example>", "a@b.example")]
    [InlineData("in <#C1|general> and <#C2>", "in #general and #C2")]
    [InlineData("<!here> <!subteam^S1|@ops> <!date^1^{date}|a day>", "@here @ops a day")]
    [InlineData("<>", "<>")]
    [InlineData("a < b", "a < b")]
    public void Read_MarkupOfSlack_IsReadable(string text, string read) => Assert.Equal(read, SlackText.Read(text, "U42"));

    [Theory]
    [InlineData("x <@U42> y", true)]
    [InlineData("x <@U42|claw> y", true)]
    [InlineData("x <@U421> y", false)]
    [InlineData("x @U42 y &lt;@U42&gt;", false)]
    public void Mentions_Text_NamesTheUserOrNot(string text, bool expected) => Assert.Equal(expected, SlackText.Mentions(text, "U42"));

    [Fact]
    public void EscapedPieces_LongText_IsCutBetweenLinesAndNeverInAnEntity()
    {
        Assert.Equal(["ab\n", "c&lt;d"], SlackText.EscapedPieces("ab\nc<d", 6));
        Assert.Equal(["&lt;", "&lt;", "\U0001F600"], SlackText.EscapedPieces("<<\U0001F600", 5));
        Assert.Empty(SlackText.EscapedPieces("", 5));
    }
}
