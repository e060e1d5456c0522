using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd.Page;

/// <summary>The page's way in and what it serves, and people who mean it ill.</summary>
public sealed class WebTests : WebBench
{
    [Fact]
    public async Task Tokens_TriedOverAndOver_AreNotLookedAtAnyMore()
    {
        await using var gateway = await StartAsync();
        using var inside = new PageClient(Url);
        Assert.Equal(HttpStatusCode.NoContent, (await inside.LogInAsync(PiToken)).StatusCode);
        using var client = new PageClient(Url);

        var statuses = new List<HttpStatusCode>();
        // Few enough to come within the half minute after which one more is looked at.
        for (var i = 0; i < 40; i++)
        {
            statuses.Add((await client.LogInAsync($"wrong-{i}")).StatusCode);
        }

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
        foreach (var path in new[] { "api/me", "api/events" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await thief.GetAsync(path, ("Cookie", stolen))).StatusCode);
        }
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (
                await thief.PostAsync("api/rpc", """{"jsonrpc":"2.0","id":1,"method":"sessions.list"}""", headers: ("Cookie", stolen))
            ).StatusCode
        );
        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.PostAsync("api/markdown", "[]", headers: ("Cookie", stolen))).StatusCode);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await thief.PostAsync("api/files", "x", "application/octet-stream", ("Cookie", stolen))).StatusCode
        );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await thief.GetAsync("api/me", ("Cookie", stolen), ("X-OpenClaw-Key", new string('0', 64)))).StatusCode
        );
        // Nor does a login of its own make it another's.
        await thief.LogInAsync(AnnaToken);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await new PageClient(Url).GetAsync("api/me", ("Cookie", stolen), ("X-OpenClaw-Key", thief.Key!))).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await pi.GetAsync("api/me")).StatusCode);
        // One of before the two halves leads to the login.
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await new PageClient(Url).GetAsync("api/me", ("Cookie", $"openclaw_login=4000000000.{new string('0', 64)}.pi"))).StatusCode
        );
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
        await using var gateway = await StartAsync(
            more: """
            [hooks.ci]
            token = { env = "PI_TOKEN" }
            prompt = "{{a}}"

            [api.clients.editor]
            token = { env = "ANNA_TOKEN" }
            """
        );
        using var pi = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        var (hook, client) = (("Authorization", $"Bearer {PiToken}"), ("Authorization", $"Bearer {AnnaToken}"));

        async Task BadAsync(string path, string body, params (string, string)[] headers)
        {
            using var answer = await pi.PostAsync(path, body, headers: headers);
            Assert.Equal(
                (HttpStatusCode.BadRequest, true),
                (
                    answer.StatusCode,
                    (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Contains("no valid Unicode")
                )
            );
        }

        await BadAsync("api/login", """{"token":"\ud800"}""");
        await BadAsync("api/login", """{"\ud800":"x"}""");
        await BadAsync("api/markdown", """["\udc00"]""");
        await BadAsync("api/rpc", """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"\ud83d"}}""");
        await BadAsync("api/rpc", """{"jsonrpc":"2.0","id":1,"method":"send","params":{"session":"\ud83d","text":"a"}}""");
        await BadAsync(
            "api/rpc",
            """{"jsonrpc":"2.0","id":1,"method":"send","params":{"text":"a","files":[{"id":"0","name":"\ud83d"}]}}"""
        );
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
        Assert.Equal(
            ("webchat:pi/main", "You said: hello"),
            (said.GetProperty("session").GetString(), said.GetProperty("reply").GetString())
        );
        await anna.CallAsync("send", """{"session":"garden","text":"mine","wait":true}""");

        Assert.Equal(-32001, (await anna.CallAsync("sessions.show", """{"session":"webchat:pi/main"}""")).GetProperty("code").GetInt32());
        Assert.Equal(-32001, (await anna.CallAsync("send", """{"session":"webchat:pi/main","text":"x"}""")).GetProperty("code").GetInt32());
        Assert.Equal(-32001, (await anna.CallAsync("status")).GetProperty("code").GetInt32());
        Assert.Equal(-32601, (await pi.CallAsync("backup", """{"file":"/tmp/x"}""")).GetProperty("code").GetInt32());
        Assert.Equal(
            ["webchat:anna/garden"],
            (await anna.CallAsync("sessions.list"))
                .GetProperty("sessions")
                .EnumerateArray()
                .Select(static s => s.GetProperty("key").GetString())
        );
        Assert.Equal(2, (await pi.CallAsync("sessions.list")).GetProperty("sessions").GetArrayLength());
        // Read by an owner, spoken in by its own person only.
        Assert.Equal(
            2,
            (await pi.CallAsync("sessions.show", """{"session":"webchat:anna/garden"}""")).GetProperty("entries").GetArrayLength()
        );
        Assert.Equal(
            -32602,
            (await pi.CallAsync("send", """{"session":"webchat:anna/garden","text":"x"}""")).GetProperty("code").GetInt32()
        );

        var heard = new StringBuilder();
        while (!heard.ToString().Contains("turn.ended"))
        {
            heard.AppendLine(await events.ReadLineAsync(TestContext.Current.CancellationToken));
        }
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
        var id = JsonDocument
            .Parse(await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .RootElement.GetProperty("id")
            .GetString();
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (await pi.PostAsync("api/files", new string('x', (20 << 20) + 1), "application/octet-stream")).StatusCode
        );
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await pi.PostAsync("api/files", "x", "text/plain")).StatusCode);
        using var nobody = new PageClient(Url);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync("api/files", "x", "application/octet-stream")).StatusCode);

        var stolen = await anna.CallAsync("send", $$"""{"text":"look","wait":true,"files":[{"id":"{{id}}","name":"a.txt"}]}""");
        Assert.Contains("a.txt was not fetched", stolen.GetProperty("reply").GetString());
        Assert.Equal(
            -32602,
            (await pi.CallAsync("send", """{"text":"look","files":[{"id":"../../state.db","name":"a.txt"}]}"""))
                .GetProperty("code")
                .GetInt32()
        );
        // Only a file, and a second time under the same id: it is one message.
        for (var i = 0; i < 2; i++)
        {
            var said = await pi.CallAsync(
                "send",
                $$"""{"text":"","wait":true,"message":"m1","files":[{"id":"{{id}}","name":"../a.txt","size":10}]}"""
            );
            Assert.Equal("answered", said.GetProperty("state").GetString());
        }

        Assert.Equal(
            "some words",
            await File.ReadAllTextAsync(
                Directory.GetFiles(Path.Combine(gateway.Workspace, "inbox")).Single(),
                TestContext.Current.CancellationToken
            )
        );
        Assert.Equal(["uploads"], Directory.GetDirectories(gateway.StatePath, "uploads").Select(Path.GetFileName));
    }

    [Fact]
    public async Task Attachment_IsGivenToWhoeverMayReadItsSession_AndOnlyAsWhatItMayBe()
    {
        await using var gateway = await StartAsync();
        using var pi = new PageClient(Url);
        using var anna = new PageClient(Url);
        using var nobody = new PageClient(Url);
        await pi.LogInAsync(PiToken);
        await anna.LogInAsync(AnnaToken);
        var files = new List<string>();
        foreach (var (name, type) in new[] { ("a.png", "image/png"), ("\u00e4 \"page\".html", "text/html"), ("b.svg", "image/svg+xml") })
        {
            using var taken = await anna.PostAsync("api/files", $"bytes of {type}", "application/octet-stream");
            var id = JsonDocument
                .Parse(await taken.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
                .RootElement.GetProperty("id")
                .GetString();
            files.Add($$"""{"id":"{{id}}","name":"{{JsonEncodedText.Encode(name)}}","type":"{{type}}"}""");
        }

        await anna.CallAsync("send", $$"""{"text":"look","wait":true,"files":[{{string.Join(',', files)}}]}""");
        var said = (await anna.CallAsync("sessions.show", """{"session":"webchat:anna/main"}""")).GetProperty("entries")[0];
        string At(int file) => $"api/file?session=webchat:anna/main&seq={said.GetProperty("seq").GetInt64()}&file={file}";

        using var picture = await anna.GetAsync(At(0));
        Assert.Equal(
            ("image/png", "bytes of image/png"),
            (
                picture.Content.Headers.ContentType!.ToString(),
                await picture.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            )
        );
        Assert.Null(picture.Content.Headers.ContentDisposition);
        Assert.Equal("nosniff", picture.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", picture.Headers.GetValues("Content-Security-Policy").Single());
        using var page = await anna.GetAsync(At(1));
        Assert.Equal(
            ("application/octet-stream", "attachment"),
            (page.Content.Headers.ContentType!.ToString(), page.Content.Headers.ContentDisposition!.DispositionType)
        );
        Assert.Equal("\u00e4 \"page\".html", page.Content.Headers.ContentDisposition.FileNameStar);
        using var drawing = await anna.GetAsync(At(2));
        Assert.Equal(
            ("application/octet-stream", "attachment"),
            (drawing.Content.Headers.ContentType!.ToString(), drawing.Content.Headers.ContentDisposition!.DispositionType)
        );

        // An owner reads each session; nobody else one that is not his.
        Assert.Equal(HttpStatusCode.OK, (await pi.GetAsync(At(0))).StatusCode);
        await pi.CallAsync("send", $$"""{"text":"look","wait":true}""");
        foreach (
            var other in new[]
            {
                At(3),
                At(0).Replace("file=0", "file=-1"),
                At(0).Replace("seq=1", "seq=2"),
                At(0).Replace("anna/main", "anna/other"),
                At(0).Replace("webchat:anna", "webchat:pi"),
                "api/file",
            }
        )
        {
            Assert.Equal((other, HttpStatusCode.NotFound), (other, (await anna.GetAsync(other)).StatusCode));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync(At(0))).StatusCode);

        // The agent works in that folder: what it puts in the file's place is another file of it or nothing.
        var path = Directory
            .GetFiles(gateway.Folder.Path, "*a.png", SearchOption.AllDirectories)
            .Single(static file => file.Contains("/inbox/"));
        File.Delete(path);
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(At(0))).StatusCode);
        File.CreateSymbolicLink(path, Path.Combine(gateway.StatePath, "state.db"));
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(At(0))).StatusCode);
        File.Delete(path);
        Assert.Equal(
            0,
            (
                await ChildProcess.RunAsync(
                    new System.Diagnostics.ProcessStartInfo("ln", [Path.Combine(gateway.StatePath, "state.db"), path])
                    {
                        RedirectStandardInput = true,
                        RedirectStandardOutput = true,
                        RedirectStandardError = true,
                    }
                )
            ).ExitCode
        );
        Assert.Equal(HttpStatusCode.NotFound, (await anna.GetAsync(At(0))).StatusCode);
    }
}
