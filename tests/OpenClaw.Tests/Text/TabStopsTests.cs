using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Text;

public class TabStopsTests
{
    [Theory]
    [InlineData("no tab", "no tab")]
    [InlineData("\t", "        ")]
    [InlineData("a\tb", "a       b")]
    [InlineData("1234567\t8", "1234567 8")]
    [InlineData("12345678\t9", "12345678        9")]
    [InlineData("漢字\tb", "漢字    b")]
    [InlineData("long line\na\tb", "long line\na       b")]
    public void Expand_GoesToTheNextStop(string text, string expanded) => Assert.Equal(expanded, TabStops.Expand(text));
}
