using OpenClaw.Control.Api;
using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Tests.Control;

public sealed class ChannelInfoTests
{
    private static readonly DateTimeOffset s_until = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Channel_ThatReceivesNothing_SaysThatBeforeWhatItCannotSend()
    {
        Assert.Equal(new ChannelInfo("slack", "ok"), Of(null, null));
        Assert.Equal(new ChannelInfo("slack", "waiting", "no scope", s_until), Of("no scope", null));
        Assert.Equal(new ChannelInfo("slack", "waiting", "no route"), Of(null, ("no route", false)));
        Assert.Equal(new ChannelInfo("slack", "waiting", "no route"), Of("no route", ("no route", false)));
        Assert.Equal(new ChannelInfo("slack", "stopped", "a wrong token"), Of(null, ("a wrong token", true)));
        Assert.Equal(
            new ChannelInfo("slack", "stopped", "a wrong token; and nothing is sent: no scope"),
            Of("no scope", ("a wrong token", true))
        );
    }

    private static ChannelInfo Of(string? sendError, (string, bool)? receiveError) =>
        ChannelInfo.Of(new OutboundState("slack", IsConfigured: true, sendError, sendError is null ? null : s_until), receiveError);
}
