using System.Text;
using System.Text.Json;
using OpenClaw.Channels;
using OpenClaw.Channels.Telegram;

namespace OpenClaw.Tests.Channels;

public sealed class ShapesTests
{
    [Theory]
    [InlineData("plain \\u00e9\\ud83d\\ude00", "plain é😀")]
    [InlineData("a\\ud83db", "a\uFFFDb")]
    [InlineData("\\ude00\\ud83d", "\uFFFD\uFFFD")]
    [InlineData("\\ud83d\\ud83d\\ude00", "\uFFFD😀")]
    [InlineData("\\ud83d \\\" \\\\ \\/ \\b\\f\\n\\r\\t \\u0041", "\uFFFD \" \\ / \b\f\n\r\t A")]
    public void Text_WithHalfALetter_IsThereWithoutIt(string written, string text)
    {
        using var json = JsonDocument.Parse($$"""{"description":"{{written}}","username":"{{written}}","id":1}""");

        Assert.Equal(text, Shapes.Text(json.RootElement, "description"));
        Assert.Equal(text, Shapes.Read(json.RootElement, TelegramJson.Default.TelegramBot)!.Username);
    }

    [Fact]
    public void Text_BytesThatAreNoLetter_AreReplaced()
    {
        using var json = JsonDocument.Parse((byte[])[.. "{\"t\":\"a"u8, 0xC3, .. "b\"}"u8]);
        Assert.Equal("a\uFFFDb", Shapes.Text(json.RootElement, "t"));
    }

    [Theory]
    [InlineData("{\"t\":1}")]
    [InlineData("{\"t\":null}")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void Text_ThatIsNone_IsNull(string json)
    {
        using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Null(Shapes.Text(document.RootElement, "t"));
    }
}
