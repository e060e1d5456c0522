using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using OpenClaw.Foundation.Network;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Network;

public class DialerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_NameThatIsNotListed_IsRefusedWithoutLookingItUp()
    {
        var asked = false;
        var dialer = Local(
            [],
            (_, _) =>
            {
                asked = true;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
            }
        );

        var refused = await Assert.ThrowsAsync<DialRefusedException>(() =>
            dialer.ConnectAsync("evil.example", 80, TimeSpan.FromSeconds(5), Ct)
        );

        Assert.False(asked);
        Assert.Contains("network.allow", refused.Message);
        Assert.Contains("evil.example", refused.Message);
    }

    [Fact]
    public async Task Connect_LocalhostAnsweredWithAForeignAddress_IsRefused()
    {
        var dialer = Local([], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.1")]));
        var refused = await Assert.ThrowsAsync<DialRefusedException>(() =>
            dialer.ConnectAsync("localhost", 80, TimeSpan.FromSeconds(5), Ct)
        );
        Assert.Contains("192.0.2.1", refused.Message);
    }

    [Fact]
    public async Task Connect_FirstAddressRefusedByTheRules_TakesTheNextPermittedOne()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var dialer = Local([], (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("192.0.2.1"), IPAddress.Loopback]));

        await using var stream = await dialer.ConnectAsync("localhost", port, ControlSocket.Patience, Ct);

        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)stream.Socket.RemoteEndPoint!).Address);
    }

    [Fact]
    public async Task Http_ForeignLiteral_FailsWithTheRefusalInside()
    {
        using var client = Local([]).CreateHttpClient();
        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("http://192.0.2.1:9/"), Ct));
        Assert.NotNull(DialRefusedException.Find(failed));
    }

    [Fact]
    public async Task Http_ThroughAProxy_ReachesWhatIsListedAndNothingElse()
    {
        await using var proxy = new RawServer(static request => RawReply.Http(200, request.Path));
        var dialer = new Dialer(
            new DialRules(localOnly: true, ["api.invalid", "192.0.2.7"]),
            TimeProvider.System,
            (_, _) => throw new InvalidOperationException("the proxy looks names up"),
            new WebProxy(proxy.Url)
        );
        using var client = dialer.CreateHttpClient();

        Assert.Equal("http://api.invalid/x", await client.GetStringAsync(new Uri("http://api.invalid/x"), Ct));
        Assert.Equal("http://192.0.2.7/", await client.GetStringAsync(new Uri("http://192.0.2.7/"), Ct));
        foreach (var elsewhere in new[] { "http://evil.invalid/", "http://192.0.2.8/" })
        {
            var failed = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(elsewhere), Ct));
            Assert.NotNull(DialRefusedException.Find(failed));
        }

        Assert.Equal(2, proxy.Requests.Count);
    }

    [Fact]
    public async Task Http_Redirect_IsNotFollowed()
    {
        await using var server = new RawServer(_ => "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
        using var client = Local([]).CreateHttpClient();
        using var answer = await client.GetAsync(server.Url, Ct);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task Connect_NobodyAnswersInTime_TimesOutByTheClockGiven()
    {
        var clock = new FakeClock();
        var dialer = new Dialer(
            DialRules.Open,
            clock,
            async (_, ct) =>
            {
                await Task.Delay(Timeout.Infinite, ct);
                return [];
            }
        );

        var connecting = dialer.ConnectAsync("slow.example", 80, TimeSpan.FromSeconds(3), Ct);
        Assert.False(connecting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(3));

        var late = await Assert.ThrowsAsync<TimeoutException>(() => connecting);
        Assert.Contains("slow.example:80", late.Message);
    }

    private static Dialer Local(string[] allow, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) =>
        new(new DialRules(localOnly: true, allow), TimeProvider.System, resolve);
}
