using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Web;

namespace OpenClaw.Tests.Web;

public class WebGuardTests
{
    private static readonly WebConfig s_settings = new() { Hosts = ["claw.example.org"] };

    [Theory]
    [InlineData("127.0.0.1:8484", true)]
    [InlineData("[::1]:8484", true)]
    [InlineData("192.168.1.20", true)]
    [InlineData("localhost:8484", true)]
    [InlineData("Claw.Example.ORG", true)]
    [InlineData("claw.example.org:8443", true)]
    [InlineData("evil.example", false)]
    [InlineData("claw.example.org.evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("", false)]
    public void Host_IsItsOwnAnAddressOrListed(string host, bool taken) =>
        Assert.Equal(taken, WebGuard.HostRefusal(Request(host), s_settings) is null);

    [Theory]
    [InlineData("127.0.0.1:8484", null, true)]
    [InlineData("127.0.0.1:8484", "http://127.0.0.1:8484", true)]
    [InlineData("claw.example.org", "https://claw.example.org", true)]
    [InlineData("claw.example.org:443", "https://claw.example.org", true)]
    [InlineData("127.0.0.1:8484", "https://claw.example.org", true)] // A proxy that names the server by its address.
    [InlineData("127.0.0.1:8484", "http://127.0.0.1:8485", false)] // Another program of this machine.
    [InlineData("127.0.0.1:8484", "http://localhost:8484", false)]
    [InlineData("127.0.0.1:8484", "https://evil.example", false)]
    [InlineData("127.0.0.1:8484", "null", false)]
    [InlineData("127.0.0.1:8484", "file://", false)]
    [InlineData("127.0.0.1:8484", "javascript:x", false)]
    public void Origin_IsItsOwn(string host, string? origin, bool taken) =>
        Assert.Equal(taken, WebGuard.OriginRefusal(Request(host, origin), s_settings) is null);

    [Fact]
    public void Caller_IsWhomTheProxySaw_WhereThereIsOne()
    {
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("10.0.0.1") } };
        context.Request.Headers["X-Forwarded-For"] = "192.0.2.66, 192.0.2.7";

        Assert.Equal("10.0.0.1", WebGuard.CallerOf(context, new WebConfig()));
        Assert.Equal("192.0.2.7", WebGuard.CallerOf(context, new WebConfig { BehindProxy = true }));
        // Whoever reaches the port past the proxy may write what he likes.
        context.Connection.RemoteIpAddress = IPAddress.Parse("198.51.100.4");
        Assert.Equal("198.51.100.4", WebGuard.CallerOf(context, new WebConfig { BehindProxy = true }));
    }

    private static HttpRequest Request(string host, string? origin = null)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }
        return request;
    }
}
