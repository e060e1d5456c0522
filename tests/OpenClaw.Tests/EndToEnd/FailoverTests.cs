using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A first model that is down in every way a server can be: the second answers in the same turn, and the next turn does not ask
/// the dead one.</summary>
public sealed class FailoverTests
{
    public static TheoryData<string, string> Failures =>
        new()
        {
            { "reset", "unreachable" },
            { "500", "server_error" },
            { "503", "overloaded" },
            { "429", "rate_limited" },
            { "401", "not_authorised" },
            { "404", "model_missing" },
            { "silent", "timed_out" },
            { "html", "malformed" },
            { "not json", "malformed" },
            { "half a stream", "server_error" },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Chain_FirstModelFails_SecondAnswersAndTheNextTurnLeavesTheFirstAlone(string failure, string kind)
    {
        await using var first = new RawServer(request => Fail(failure));
        await using var second = new OllamaDouble("from the second");
        await using var gateway = await GatewayProcess.StartAsync(
            failure == "silent" ? Configs.Impatient(first.Url, second.Url) : Configs.Ollama(first.Url, second.Url)
        );

        Assert.Equal("from the second", await gateway.SayAsync("a", "hello"));
        var asked = first.Requests.Count;
        Assert.InRange(asked, 1, 4);
        Assert.Equal("from the second", await gateway.SayAsync("a", "again"));

        Assert.Equal(asked, first.Requests.Count);
        Assert.Equal(2, second.Chats.Count);
        var resting = (await gateway.JsonAsync("models", "list"))
            .GetProperty("models")
            .EnumerateArray()
            .Single(model => model.GetProperty("name").GetString() == "m1");
        Assert.Contains(resting.GetProperty("state").GetString(), new[] { "cooling", "out" });
        Assert.Contains($"warn  local:a: model m1 failed: {kind}", gateway.Log);
    }

    [Fact]
    public async Task Chain_FirstModelRefusesTheConnection_SecondAnswers()
    {
        await using var second = new OllamaDouble("from the second");
        await using var gateway = await GatewayProcess.StartAsync(
            Configs.Ollama(new Uri($"http://127.0.0.1:{FreePort.Take()}"), second.Url)
        );

        Assert.Equal("from the second", await gateway.SayAsync("a", "hello"));
        Assert.Equal("from the second", await gateway.SayAsync("a", "again"));
    }

    [Fact]
    public async Task Chain_AllModelsFail_SaysSoInOneLineWithEachReason()
    {
        await using var first = new RawServer(_ => Fail("500"));
        await using var second = new RawServer(_ => Fail("401"));
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(first.Url, second.Url));

        var result = await gateway.RunAsync("send", "--session", "a", "--wait", "hello");

        Assert.Contains("m1", result.Stdout + result.Stderr);
        Assert.Contains("m2", result.Stdout + result.Stderr);
    }

    [Fact]
    public async Task Chain_FailsAfterAToolRan_GoesOnWithTheNextModelAndRunsNothingAgain()
    {
        await using var first = new RawServer(request =>
            request.Path == "/api/show" ? RawReply.Http(200, """{"capabilities":["tools"]}""")
            : request.Body.Contains("\"tool\"") ? Fail("500")
            : RawReply.Http(
                200,
                """
                {"model":"m","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"exec","arguments":{"command":"sh count.sh"}}}]},"done":false}
                {"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}

                """,
                "application/x-ndjson"
            )
        );
        await using var second = new OllamaDouble(prompt => ModelTurn.Says(prompt.ToolResults.Count == 1 ? "went on" : "started over"));
        await using var gateway = await GatewayProcess.StartAsync(Configs.Trusting(first.Url, second.Url));
        await File.WriteAllTextAsync(
            Path.Combine(gateway.Workspace, "count.sh"),
            "echo ran >> counted\n",
            TestContext.Current.CancellationToken
        );

        Assert.Equal("went on", await gateway.SayAsync("a", "count"));
        Assert.Equal(
            ["ran"],
            await File.ReadAllLinesAsync(Path.Combine(gateway.Workspace, "counted"), TestContext.Current.CancellationToken)
        );
    }

    private static RawReply Fail(string how) =>
        how switch
        {
            "reset" => new RawReply("", RawEnd.Reset),
            "500" => RawReply.Http(500, """{"error":"llama runner process has terminated"}"""),
            "503" => RawReply.Http(503, """{"error":"server busy, please try again"}"""),
            "429" => RawReply.Http(429, """{"error":"slow down"}""", headers: "Retry-After: 600\r\n"),
            "401" => RawReply.Http(401, """{"error":"unauthorized"}"""),
            "404" => RawReply.Http(404, """{"error":"model 'm' not found"}"""),
            "silent" => new RawReply("", RawEnd.Hang),
            "html" => RawReply.Http(200, "<html><body>Welcome to your router</body></html>", "text/html"),
            "not json" => RawReply.Http(200, "{\"model\":\"m\",\"mess\n", "application/x-ndjson"),
            "half a stream" => RawReply.Http(
                200,
                """{"model":"m","message":{"role":"assistant","content":"Hal"},"done":false}""" + "\n",
                "application/x-ndjson"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, null),
        };
}
