using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd.Page;

/// <summary>The HTTP server of the native executable, and those who mean it ill.</summary>
public sealed class WebTests
{
    private const string PiToken = "pi-0123456789abcdef";
    private const string AnnaToken = "anna-0123456789abcdef";

    private readonly int _port = FreePort.Take();

    private string Url => $"http://127.0.0.1:{_port}/";

    private string Config(string web = "", string more = "") => $$"""
        [agent]
        owners = ["webchat:pi", "local:{{Environment.UserName}}"]
        workspace = "@FOLDER@/workspace"

        [models.actor]
        provider = "scripted"
        script = "actor.json"

        [web]
        listen = "127.0.0.1:{{_port}}"
        {{web}}

        [channels.webchat]
        users = { pi = { token = { env = "PI_TOKEN" } }, anna = { token = { env = "ANNA_TOKEN" } } }
        {{more}}
        """;

    private async Task<GatewayProcess> StartAsync(string web = "", string more = "", Action<GatewayProcess>? prepare = null)
    {
        var gateway = new GatewayProcess(Config(web, more));
        gateway.Folder.Write("actor.json", $$"""{"turns":[{"user":"much","text":"{{string.Concat(Enumerable.Repeat("a word and another, ", 20_000))}}"},{"text":"You said: {user}"}]}""");
        (gateway.Environment["PI_TOKEN"], gateway.Environment["ANNA_TOKEN"]) = (PiToken, AnnaToken);
        prepare?.Invoke(gateway);
        await gateway.StartAsync();
        await gateway.UntilAsync("the web server", () => gateway.Log.Contains("web server"));
        return gateway;
    }

    [Fact]
    public async Task Requests_ThatAreNotForIt_AreRefusedByName()
    {
        await using var gateway = await StartAsync("hosts = [\"claw.example.org\"]");
        using var client = new PageClient(Url);

        async Task<HttpStatusCode> StatusAsync(string path, params (string, string)[] headers) => (await client.GetAsync(path, headers)).StatusCode;
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
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await client.PostAsync("api/login", "token=x", "application/x-www-form-urlencoded")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("api/login", "{")).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PostAsync("api/login", new string(' ', 2 << 20))).StatusCode);
    }

    [Fact]
    public async Task Tokens_TriedOverAndOver_AreNotLookedAtAnyMore()
    {
        await using var gateway = await StartAsync();
        using var inside = new PageClient(Url);
        Assert.Equal(HttpStatusCode.NoContent, (await inside.LogInAsync(PiToken)).StatusCode);
        using var client = new PageClient(Url);

        var statuses = new List<HttpStatusCode>();
        // Few enough to come within the half minute after which one more is looked at.
        for (var i = 0; i < 40; i++) statuses.Add((await client.LogInAsync($"wrong-{i}")).StatusCode);

        Assert.Equal(10, statuses.TakeWhile(static status => status == HttpStatusCode.Unauthorized).Count());
        Assert.All(statuses.Skip(10), static status => Assert.Equal(HttpStatusCode.TooManyRequests, status));
        using var late = await client.LogInAsync("wrong");
        Assert.Equal(HttpStatusCode.TooManyRequests, late.StatusCode);
        Assert.NotNull(late.Headers.RetryAfter);
        // Whose token is right is let in, behind the same address and at once.
        Assert.Equal(HttpStatusCode.NoContent, (await client.LogInAsync(PiToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await inside.GetAsync("api/me")).StatusCode);
        Assert.Single(gateway.Log.Split('\n'), static line => line.Contains("wrong token"));
        Assert.DoesNotContain("wrong-1", gateway.Log);
    }

    [Fact]
    public async Task Cookie_ThatAServiceOnAnotherPortIsSent_OpensNothing()
    {
        await using var gateway = await StartAsync();
        using var pi = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        string? stolen = null;
        await using var other = new RawServer(request =>
        {
            stolen = request.Header("Cookie");
            return RawReply.Http(200, "hello");
        });

        await pi.GetAsync(other.Url.ToString());

        Assert.NotNull(stolen);
        using var thief = new PageClient(Url);
        foreach (var path in new[] { "api/me", "api/events" }) Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync(path, ("Cookie", stolen))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("api/rpc", """{"jsonrpc":"2.0","id":1,"method":"sessions.list"}""", headers: ("Cookie", stolen))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("api/markdown", "[]", headers: ("Cookie", stolen))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("api/files", "x", "application/octet-stream", ("Cookie", stolen))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync("api/me", ("Cookie", stolen), ("X-OpenClaw-Key", new string('0', 64)))).StatusCode);
        // Nor does a login of its own make it another's.
        await thief.LogInAsync(AnnaToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new PageClient(Url).GetAsync("api/me", ("Cookie", stolen), ("X-OpenClaw-Key", thief.Key!))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await pi.GetAsync("api/me")).StatusCode);
        // One of before the two halves leads to the login.
        Assert.Equal(HttpStatusCode.Unauthorized, (await new PageClient(Url).GetAsync("api/me", ("Cookie", $"openclaw_login=4000000000.{new string('0', 64)}.pi"))).StatusCode);
    }

    [Fact]
    public async Task Markdown_OfEightyKilobytesOfOpenLinks_HarmsNobody()
    {
        await using var gateway = await StartAsync();
        using var pi = new PageClient(Url);
        await pi.LogInAsync(PiToken);

        foreach (var unit in new[] { "[a](", "[", "*a**b", "> ", "`` ` ", "|" })
        {
            using var answer = await pi.PostAsync("api/markdown", $"[\"{string.Concat(Enumerable.Repeat(unit, 80_000 / unit.Length))}\"]");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal("You said: still there?", await gateway.SayAsync("main", "still there?"));
    }

    [Fact]
    public async Task HalfACharacter_IsABadRequest_WhereverItStands()
    {
        await using var gateway = await StartAsync(more: """
            [hooks.ci]
            token = { env = "PI_TOKEN" }
            prompt = "{{a}}"

            [api.clients.editor]
            token = { env = "ANNA_TOKEN" }
            """);
        using var pi = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        var (hook, client) = (("Authorization", $"Bearer {PiToken}"), ("Authorization", $"Bearer {AnnaToken}"));

        async Task BadAsync(string path, string body, params (string, string)[] headers)
        {
            using var answer = await pi.PostAsync(path, body, headers: headers);
            Assert.Equal((HttpStatusCode.BadRequest, true), (answer.StatusCode, (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("no valid Unicode")));
        }

        await BadAsync("api/login", """{"token":"\ud800"}""");
        await BadAsync("api/login", """{"\ud800":"x"}""");
        await BadAsync("api/markdown", """["\udc00"]""");
        await BadAsync("api/rpc", """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"\ud83d"}}""");
        await BadAsync("api/rpc", """{"jsonrpc":"2.0","id":1,"method":"send","params":{"session":"\ud83d","text":"a"}}""");
        await BadAsync("api/rpc", """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"a","files":[{"id":"0","name":"\ud83d"}]}}""");
        await BadAsync("hooks/ci", """{"a":"\ud83d"}""", hook);
        await BadAsync("hooks/ci", """{"\ud83d":"a"}""", hook);
        await BadAsync("v1/chat/completions", """{"user":"\ud83d","messages":[{"role":"user","content":"a"}]}""", client);
        Assert.DoesNotContain("failed", gateway.Log);
    }

    [Fact]
    public async Task Guest_SeesHisOwnAndNothingElse()
    {
        await using var gateway = await StartAsync();
        using var pi = new PageClient(Url);
        using var anna = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        await anna.LogInAsync(AnnaToken);
        using var events = await anna.ListenAsync();

        var said = await pi.CallAsync("send", """{"text":"hello","wait":true}""");
        Assert.Equal(("webchat:pi/main", "You said: hello"), (said.GetProperty("session").GetString(), said.GetProperty("reply").GetString()));
        await anna.CallAsync("send", """{"session":"garden","text":"mine","wait":true}""");

        Assert.Equal(-32001, (await anna.CallAsync("sessions.show", """{"session":"webchat:pi/main"}""")).GetProperty("code").GetInt32());
        Assert.Equal(-32001, (await anna.CallAsync("send", """{"session":"webchat:pi/main","text":"x"}""")).GetProperty("code").GetInt32());
        Assert.Equal(-32001, (await anna.CallAsync("status")).GetProperty("code").GetInt32());
        Assert.Equal(-32601, (await pi.CallAsync("backup", """{"file":"/tmp/x"}""")).GetProperty("code").GetInt32());
        Assert.Equal(["webchat:anna/garden"], (await anna.CallAsync("sessions.list")).GetProperty("sessions").EnumerateArray().Select(static s => s.GetProperty("key").GetString()));
        Assert.Equal(2, (await pi.CallAsync("sessions.list")).GetProperty("sessions").GetArrayLength());
        // Read by an owner, spoken in by its own person only.
        Assert.Equal(2, (await pi.CallAsync("sessions.show", """{"session":"webchat:anna/garden"}""")).GetProperty("entries").GetArrayLength());
        Assert.Equal(-32602, (await pi.CallAsync("send", """{"session":"webchat:anna/garden","text":"x"}""")).GetProperty("code").GetInt32());

        var heard = new StringBuilder();
        while (!heard.ToString().Contains("turn.ended")) heard.AppendLine(await events.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Contains("webchat:anna/garden", heard.ToString());
        Assert.DoesNotContain("hello", heard.ToString());
    }

    [Fact]
    public async Task Token_ThatWasChanged_EndsWhatWasOpenedWithTheOldOne()
    {
        var gateway = new GatewayProcess(Config().Replace("{ env = \"PI_TOKEN\" }", "{ file = \"pi.token\" }"));
        await using var _ = gateway;
        gateway.Folder.Write("actor.json", """{"turns":[{"text":"You said: {user}"}]}""");
        gateway.Folder.Write("pi.token", PiToken);
        gateway.Environment["ANNA_TOKEN"] = AnnaToken;
        await gateway.StartAsync();
        await gateway.UntilAsync("the web server", () => gateway.Log.Contains("web server"));
        using var pi = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        using var events = await pi.ListenAsync();

        gateway.Folder.Write("pi.token", "another-0123456789abcdef");
        await gateway.OkAsync("reload");

        while (await events.ReadLineAsync(TestContext.Current.CancellationToken) is not null)
        {
            // What was said before it ended.
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await pi.GetAsync("api/me")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await pi.LogInAsync("another-0123456789abcdef")).StatusCode);
    }

    [Fact]
    public async Task Files_AreTheirSendersAndFitOrAreRefused()
    {
        await using var gateway = await StartAsync();
        using var pi = new PageClient(Url);
        using var anna = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        await anna.LogInAsync(AnnaToken);

        using var taken = await pi.PostAsync("api/files", "some words", "application/octet-stream");
        var id = JsonDocument.Parse(await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await pi.PostAsync("api/files", new string('x', (20 << 20) + 1), "application/octet-stream")).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await pi.PostAsync("api/files", "x", "text/plain")).StatusCode);
        using var nobody = new PageClient(Url);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync("api/files", "x", "application/octet-stream")).StatusCode);

        var stolen = await anna.CallAsync("send", $$"""{"text":"look","wait":true,"files":[{"id":"{{id}}","name":"a.txt"}]}""");
        Assert.Contains("a.txt was not fetched", stolen.GetProperty("reply").GetString());
        Assert.Equal(-32602, (await pi.CallAsync("send", """{"text":"look","files":[{"id":"../../state.db","name":"a.txt"}]}""")).GetProperty("code").GetInt32());
        // Only a file, and a second time under the same id: it is one message.
        for (var i = 0; i < 2; i++)
        {
            var said = await pi.CallAsync("send", $$"""{"text":"","wait":true,"message":"m1","files":[{"id":"{{id}}","name":"../a.txt","size":10}]}""");
            Assert.Equal("answered", said.GetProperty("state").GetString());
        }

        Assert.Equal("some words", await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(gateway.Workspace, "inbox")).Single(), TestContext.Current.CancellationToken));
        Assert.Equal(["uploads"], Directory.GetDirectories(gateway.StatePath, "uploads").Select(Path.GetFileName));
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
        await deaf.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n"), TestContext.Current.CancellationToken);

        for (var i = 0; i < 4; i++) Assert.Equal("answered", (await pi.CallAsync("send", """{"text":"much","wait":true}""")).GetProperty("state").GetString());

        var crowd = new List<TcpClient>();
        for (var i = 0; i < 700; i++)
        {
            var one = new TcpClient();
            crowd.Add(one);
            await one.ConnectAsync(IPAddress.Loopback, _port, TestContext.Current.CancellationToken);
        }

        Assert.Equal("You said: still there?", await gateway.SayAsync("main", "still there?"));
        Assert.InRange((await gateway.JsonAsync("status")).GetProperty("memory").GetProperty("rss_bytes").GetInt64(), 1, 100 << 20);
        foreach (var one in crowd) one.Dispose();
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
        var slow = new[] { "GET / HTTP/1.1\r\nHost: localhost\r\nX: ", "POST /api/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{" };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(ControlSocket.Patience);

        await Task.WhenAll(slow.Select(async request =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, limit.Token);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), limit.Token);
            await EndOfAsync(client.GetStream());
        }));

        Assert.True(await IsWellAsync());
    }

    private async Task<bool> IsWellAsync()
    {
        try
        {
            using var client = new PageClient(Url);
            return (await client.GetAsync("healthz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
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
        await gateway.UntilAsync("the trouble to be over", async () => (await gateway.OkAsync("status")).Contains("web listening") ? "yes" : null);
        Assert.True(await IsThereAsync(client));
    }

    private static async Task<bool> IsThereAsync(PageClient client)
    {
        try
        {
            return (await client.GetAsync("healthz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [Fact]
    public async Task Tls_FromPemFiles_AndACookieForItAlone()
    {
        var gateway = await StartAsync("tls = { certificate = \"cert.pem\", key = \"key.pem\" }", prepare: static gateway =>
            Pem.Write(gateway.Folder.File("cert.pem"), gateway.Folder.File("key.pem"), "localhost"));
        await using var _ = gateway;
        using var client = new PageClient($"https://localhost:{_port}/");

        using var login = await client.LogInAsync(PiToken);

        Assert.Equal(HttpStatusCode.NoContent, login.StatusCode);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        foreach (var part in new[] { "secure", "httponly", "samesite=strict" }) Assert.Contains(part, cookie);
        Assert.Equal("You said: hello", (await client.CallAsync("send", """{"text":"hello","wait":true}""")).GetProperty("reply").GetString());
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
        Assert.All(lines.Where(static line => line.Length > 0), static line => Assert.Matches(@"^(# HELP \w+ .+|# TYPE \w+ (gauge|counter)|\w+(\{(\w+=""[^""]*"",?)+\})? [0-9.eE+-]+)$", line));
    }
}
