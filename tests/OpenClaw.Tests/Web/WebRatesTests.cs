using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Tests.Fakes;
using OpenClaw.Web;

namespace OpenClaw.Tests.Web;

public class WebRatesTests
{
    private readonly FakeClock _clock = new();
    private readonly LogLines _log = new();
    private readonly WebRates _rates;

    public WebRatesTests() => _rates = new WebRates(_clock, _log);

    [Fact]
    public void Take_MoreThanABurst_WaitsAndIsLoggedOnceAMinute()
    {
        for (var i = 0; i < WebRates.Burst; i++)
        {
            Assert.Null(Take("192.0.2.1"));
        }

        for (var i = 0; i < 1000; i++)
        {
            Assert.NotNull(Take("192.0.2.1"));
        }
        Assert.Null(Take("192.0.2.2"));
        Assert.Single(_log.Lines);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(Take("192.0.2.1"));
    }

    [Theory]
    [InlineData("127.0.0.1", null, false, WebRates.SharedBurst)]
    [InlineData("::1", null, false, WebRates.SharedBurst)]
    [InlineData("192.168.1.5", null, false, WebRates.Burst)]
    [InlineData("192.168.1.5", null, true, WebRates.SharedBurst)]
    [InlineData("192.168.1.5", "203.0.113.9", true, WebRates.Burst)]
    [InlineData("203.0.113.9", "127.0.0.1", true, WebRates.Burst)] // Nobody's proxy: what it says is not believed.
    [InlineData("203.0.113.9", "127.0.0.1", false, WebRates.Burst)]
    public void Take_OfAnAddressThatManyShare_IsMore(string peer, string? forwarded, bool behindProxy, int burst)
    {
        var taken = 0;
        while (Take(peer, forwarded, behindProxy) is null)
        {
            taken++;
        }

        Assert.Equal(burst, taken);
    }

    private TimeSpan? Take(string peer, string? forwarded = null, bool behindProxy = false)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        if (forwarded is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = forwarded;
        }
        return _rates.Take(context, new WebConfig { BehindProxy = behindProxy });
    }
}
