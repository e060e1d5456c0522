using System.Text;
using OpenClaw.Cli.Terminal;

namespace OpenClaw.Tests.Commands.Tui;

public class KeyDecoderTests
{
    private readonly KeyDecoder _decoder = new();

    [Theory]
    [InlineData("a", "Text:a")]
    [InlineData("é漢👋", "Text:é Text:漢 Text:👋")]
    [InlineData("\r", "Enter")]
    [InlineData("\n", "NewLine")]
    [InlineData("\e\r", "NewLine")]
    [InlineData("\u007f", "Backspace")]
    [InlineData("\u0003", "Control:c")]
    [InlineData("\e[A\e[B\e[C\e[D", "Up Down Right Left")]
    [InlineData("\eOA\eOH", "Up Home")]
    [InlineData("\e[1;5D\e[1;3C", "WordLeft WordRight")]
    [InlineData("\eb\ef\ex", "WordLeft WordRight Alt:x")]
    [InlineData("\e[H\e[F\e[1~\e[4~", "Home End Home End")]
    [InlineData("\e[3~\e[5~\e[6~", "Delete PageUp PageDown")]
    [InlineData("\e[15~z", "Unknown Text:z")]
    [InlineData("\e[<0;10;20M", "Unknown")]
    [InlineData("\e[200~two\r\nlines\e[31m\e[201~x", "Paste:two\nlines\e[31m Text:x")]
    public void Feed_Bytes_AreKeys(string bytes, string expected) =>
        Assert.Equal(expected, Show(_decoder.Feed(Encoding.UTF8.GetBytes(bytes))));

    [Theory]
    [InlineData("é")]
    [InlineData("👋")]
    [InlineData("\e[1;5D")]
    [InlineData("\e[200~paste\e[201~")]
    public void Feed_AByteAtATime_IsTheSameKey(string bytes)
    {
        var whole = Show(new KeyDecoder().Feed(Encoding.UTF8.GetBytes(bytes)));

        var pieces = Encoding.UTF8.GetBytes(bytes).SelectMany(b => _decoder.Feed([b]).ToArray()).ToArray();

        Assert.Equal(whole, Show(pieces));
        Assert.False(_decoder.IsPending);
    }

    [Fact]
    public void Flush_LoneEscape_IsTheEscapeKey()
    {
        Assert.Empty(_decoder.Feed("\e"u8));
        Assert.True(_decoder.IsPending);

        Assert.Equal("Escape", Show(_decoder.Flush()));
        Assert.Equal("Text:a", Show(_decoder.Feed("a"u8)));
    }

    [Fact]
    public void Feed_BrokenUtf8_IsDroppedAndTheRestArrives() =>
        Assert.Equal("Text:a Text:b", Show(_decoder.Feed([0x61, 0xFF, 0xC0, 0x62])));

    [Fact]
    public void Feed_EndlessSequence_DoesNotSwallowEverything()
    {
        var keys = _decoder.Feed(Encoding.ASCII.GetBytes("\e[" + new string('1', 200) + "~a")).ToArray();

        Assert.Equal(new Key(KeyKind.Text, "a"), keys[^1]);
    }

    private static string Show(IEnumerable<Key> keys) =>
        string.Join(' ', keys.Select(k => k.Text.Length == 0 ? $"{k.Kind}" : $"{k.Kind}:{k.Text}"));
}
