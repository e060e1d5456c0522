using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd.Page;

/// <summary>The HTTP server of the native executable as whoever runs it knows it: its addresses, its certificate, and callers who mean it
/// ill.</summary>
public sealed class WebServerTests : WebBench
{
    [Fact]
    public async Task Requests_ThatAreNotForIt_AreRefusedByName()
    {
        await using var gateway = await StartAsync("hosts = [\"claw.example.org\"]");
        using var client = new PageClient(Url);

        async Task<HttpStatusCode> StatusAsync(string path, params (string, string)[] headers) =>
            (await client.GetAsync(path, headers)).StatusCode;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("healthz"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("readyz"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("", ("Host", "claw.example.org")));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("", ("Host", $"localhost:{_port}"), ("Origin", $"http://localhost:{_port}")));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync("", ("Host", "evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("", ("Origin", "http://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("", ("Origin", "null")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("../openclaw.toml"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("metrics"));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync("api/login"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("api/events"));
        Assert.Equal(
            HttpStatusCode.UnsupportedMediaType,
            (await client.PostAsync("api/login", "token=x", "application/x-www-form-urlencoded")).StatusCode
        );
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("api/login", "{")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PostAsync("api/login", new string(' ', 2 << 20))).StatusCode);
    }

    [Fact]
    public async Task Listeners_ThatNeverRead_AndConnectionsByTheHundred_HarmNobody()
    {
        await using var gateway = await StartAsync();
        using var pi = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        var cookie = pi.Cookies.GetCookieHeader(new Uri(Url));
        using var deaf = new TcpClient();
        await deaf.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
        deaf.ReceiveBufferSize = 4096;
        await deaf.GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes($"GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"),
                TestContext.Current.CancellationToken
            );

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("answered", (await pi.CallAsync("send", """{"text":"much","wait":true}""")).GetProperty("state").GetString());
        }

        var crowd = new List<TcpClient>();
        for (var i = 0; i < 700; i++)
        {
            var one = new TcpClient();
            crowd.Add(one);
            await one.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
        }

        Assert.Equal("You said: still there?", await gateway.SayAsync("main", "still there?"));
        Assert.InRange((await gateway.JsonAsync("status")).GetProperty("memory").GetProperty("rss_bytes").GetInt64(), 1, 100 << 20);
        foreach (var one in crowd)
        {
            one.Dispose();
        }
        await EndOfAsync(deaf.GetStream());
        await gateway.UntilAsync("room for another", async () => await IsWellAsync() ? "yes" : null);
    }

    /// <summary>He was cut off: what the kernel kept is all there is to read, and then an end or a reset.</summary>
    private static async Task EndOfAsync(NetworkStream stream)
    {
        var piece = new byte[1 << 20];
        try
        {
            while (await stream.ReadAsync(piece, TestContext.Current.CancellationToken) > 0)
            {
                // Nobody looks at it.
            }
        }
        catch (IOException)
        {
            // A reset.
        }
    }

    [Fact]
    public async Task Caller_WhoNeverEndsHisHeadersOrHisBody_IsCutOff()
    {
        await using var gateway = await StartAsync();
        var slow = new[]
        {
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: ",
            "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(ControlSocket.Patience);

        await Task.WhenAll(
            slow.Select(async request =>
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, _port, limit.Token);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), limit.Token);
                await EndOfAsync(client.GetStream());
            })
        );

        Assert.True(await IsWellAsync());
    }

    [Fact]
    public async Task Address_ThatIsTaken_IsTriedAgain_AndAReloadMovesIt()
    {
        using var other = new TcpListener(IPAddress.Loopback, _port);
        other.Start();
        await using var gateway = await StartAsync();
        Assert.Contains($"127.0.0.1:{_port} is taken by another program", gateway.Log);
        Assert.Contains("web waits", await gateway.OkAsync("status"));

        other.Stop();
        await gateway.UntilAsync("the address", async () => (await gateway.OkAsync("status")).Contains("web listening") ? "yes" : null);
        Assert.True(await IsWellAsync());

        var elsewhere = FreePort.Take();
        gateway.WriteConfig(Config().Replace($":{_port}\"", $":{elsewhere}\""));
        await gateway.OkAsync("reload");
        using var client = new PageClient($"http://127.0.0.1:{elsewhere}/");
        await gateway.UntilAsync("the new address", async () => await IsThereAsync(client) ? "yes" : null);
        await gateway.UntilAsync("the old one to be gone", async () => await IsWellAsync() ? null : "yes");

        // Moved to where it cannot be, it stays where it is; and taken back, nothing is wrong any more.
        other.Start();
        gateway.WriteConfig(Config());
        await gateway.OkAsync("reload");
        await gateway.UntilAsync("the trouble", async () => (await gateway.OkAsync("status")).Contains("web waits") ? "yes" : null);
        Assert.True(await IsThereAsync(client));
        gateway.WriteConfig(Config().Replace($":{_port}\"", $":{elsewhere}\""));
        await gateway.OkAsync("reload");
        await gateway.UntilAsync(
            "the trouble to be over",
            async () => (await gateway.OkAsync("status")).Contains("web listening") ? "yes" : null
        );
        Assert.True(await IsThereAsync(client));
    }

    [Fact]
    public async Task Tls_FromPemFiles_AndACookieForItAlone()
    {
        var gateway = await StartAsync(
            "tls = { certificate = \"cert.pem\", key = \"key.pem\" }",
            prepare: static gateway => Pem.Write(gateway.Folder.File("cert.pem"), gateway.Folder.File("key.pem"), "localhost")
        );
        await using var _ = gateway;
        using var client = new PageClient($"https://localhost:{_port}/");

        using var login = await client.LogInAsync(PiToken);

        Assert.Equal(HttpStatusCode.NoContent, login.StatusCode);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        foreach (var part in new[] { "secure", "httponly", "samesite=strict" })
        {
            Assert.Contains(part, cookie);
        }
        Assert.Equal(
            "You said: hello",
            (await client.CallAsync("send", """{"text":"hello","wait":true}""")).GetProperty("reply").GetString()
        );
        using var plain = new PageClient(Url);
        await Assert.ThrowsAsync<HttpRequestException>(() => plain.GetAsync("healthz"));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("healthz")).StatusCode);
        var looked = (await gateway.RunAsync("doctor")).Stdout;
        Assert.Contains("runs out in", looked);
        Assert.Matches("ok  sandbox: there is none yet.*this kernel has (neither )?(Landlock|user namespaces)", looked);
    }

    [Fact]
    public async Task Metrics_AreForWhoeverHasTheirToken()
    {
        await using var gateway = await StartAsync(more: "[metrics]\ntoken = { env = \"PI_TOKEN\" }");
        await gateway.SayAsync("main", "hello");
        using var client = new PageClient(Url);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("metrics")).StatusCode);
        using var answer = await client.GetAsync("metrics", ("Authorization", $"Bearer {PiToken}"));
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n');

        Assert.Contains("openclaw_turns_total{state=\"answered\"} 1", lines);
        Assert.Contains("openclaw_channel_up{channel=\"web\"} 1", lines);
        // A family's name, its help and its type, then its values and no others.
        Assert.All(
            lines.Where(static line => line.Length > 0),
            static line => Assert.Matches(@"^(# HELP \w+ .+|# TYPE \w+ (gauge|counter)|\w+(\{(\w+=""[^""]*"",?)+\})? [0-9.eE+-]+)$", line)
        );
    }
}
