using OpenClaw.Messages;

namespace OpenClaw.Tests.Messages;

public class ReplyAddressTests
{
    [Theory]
    [InlineData("telegram:123", "telegram", "123", null)]
    [InlineData("telegram:-100123:thread:7", "telegram", "-100123", "7")]
    [InlineData("slack:C1:thread:17.5", "slack", "C1", "17.5")]
    [InlineData("matrix:!room:example.org", "matrix", "!room:example.org", null)]
    public void Parse_Address_IsWhatToStringWrites(string text, string channel, string chat, string? thread)
    {
        var address = ReplyAddress.Parse(text);

        Assert.Equal(new ReplyAddress(channel, "", chat, thread), address);
        Assert.Equal(text, address!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("main")]
    [InlineData(":1")]
    [InlineData("telegram:")]
    [InlineData("telegram:1\n2")]
    [InlineData("slack:C1:thread:")]
    [InlineData("slack::thread:1")]
    public void Parse_NoAddress_IsNull(string text) => Assert.Null(ReplyAddress.Parse(text));
}
