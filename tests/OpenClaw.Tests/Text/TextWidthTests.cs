using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Text;

public class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("größe", 5)]
    [InlineData("e\u0301", 1)]
    [InlineData("漢字", 4)]
    [InlineData("한국", 4)]
    [InlineData("ｆｕｌｌ", 8)]
    [InlineData("👋", 2)]
    [InlineData("👩‍👧‍👦", 2)]
    [InlineData("🇳🇱", 2)]
    [InlineData("❤️", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("—…“”", 4)]
    public void Of_CountsCells(string text, int cells) => Assert.Equal(cells, TextWidth.Of(text));
}
