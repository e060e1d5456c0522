using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A client that lost the answer to <c>send</c> sends the same under the same id: nothing is said twice, and it is told what
/// became of it.</summary>
public sealed class RepeatedMessageTests
{
    [Fact]
    public async Task Send_AnsweredBefore_GivesTheSameAnswerAndAsksNoModel()
    {
        await using var model = new OllamaDouble("hello");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        var first = await SendAsync(gateway, "m-1", "hi", wait: true);
        var again = await SendAsync(gateway, "m-1", "hi", wait: true);
        await gateway.KillAsync();
        await gateway.StartAsync();
        var after = await SendAsync(gateway, "m-1", "hi", wait: false);

        Assert.Equal("hello", (string?)first["result"]!["reply"]);
        Assert.Equal(first["result"]!.ToJsonString(), again["result"]!.ToJsonString());
        Assert.Equal(first["result"]!.ToJsonString(), after["result"]!.ToJsonString());
        Assert.Single(model.Chats);
    }

    [Fact]
    public async Task Send_StillAtWork_WaitsForTheSameTurn()
    {
        using var answer = new SemaphoreSlim(0);
        await using var model = new OllamaDouble(_ =>
        {
            answer.Wait(NativeExecutable.Patience);
            return ModelTurn.Says("at last");
        });
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        var first = await SendAsync(gateway, "m-1", "hi", wait: false);
        var again = await SendAsync(gateway, "m-1", "hi", wait: false);
        var waiting = SendAsync(gateway, "m-1", "hi", wait: true);
        answer.Release();

        Assert.Equal((int)first["result"]!["turn"]!, (int)again["result"]!["turn"]!);
        Assert.Equal("queued", (string?)again["result"]!["state"]);
        Assert.Equal("at last", (string?)(await waiting)["result"]!["reply"]);
        Assert.Single(model.Chats);
    }

    [Fact]
    public async Task Send_ThatAsks_NamesTheSameApproval()
    {
        await using var model = new OllamaDouble(prompt => prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : ModelTurn.Runs("date"));
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        var first = await SendAsync(gateway, "m-1", "what time is it", wait: true);
        await gateway.KillAsync();
        await gateway.StartAsync();
        var again = await SendAsync(gateway, "m-1", "what time is it", wait: true);
        await gateway.OkAsync("approve", (string)again["result"]!["approval"]!["id"]!);

        Assert.Equal("asking", (string?)again["result"]!["state"]);
        Assert.Equal((string?)first["result"]!["approval"]!["id"], (string?)again["result"]!["approval"]!["id"]);
        Assert.Equal("done", (string?)(await SendAsync(gateway, "m-1", "what time is it", wait: true))["result"]!["reply"]);
    }

    [Fact]
    public async Task Send_JoinedToAnother_GivesThatAnswer()
    {
        using var answer = new SemaphoreSlim(0);
        await using var model = new OllamaDouble(_ =>
        {
            answer.Wait(NativeExecutable.Patience);
            return ModelTurn.Says("to both");
        });
        await using var gateway = await GatewayProcess.StartAsync(
            Configs.Ollama(model.Url)
                + """

                [[sessions]]
                name = "crowd"
                policy = "guarded"
                queue = "collect"
                debounce = "0s"

                """
        );
        await SendAsync(gateway, "m-0", "busy", wait: false);
        var second = await SendAsync(gateway, "m-1", "one", wait: false);
        await SendAsync(gateway, "m-2", "two", wait: false);
        answer.Release(2);

        var joined = await SendAsync(gateway, "m-2", "two", wait: true);
        var again = await SendAsync(gateway, "m-2", "two", wait: true);

        Assert.Equal("to both", (string?)joined["result"]!["reply"]);
        Assert.Equal((int)second["result"]!["turn"]!, (int)joined["result"]!["turn"]!);
        Assert.Equal(joined["result"]!.ToJsonString(), again["result"]!.ToJsonString());
    }

    [Fact]
    public async Task Send_CommandOrAnotherTextUnderAnIdThatWasUsed_IsNotDone()
    {
        await using var model = new OllamaDouble("hello");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await SendAsync(gateway, "m-1", "hi", wait: true);
        await SendAsync(gateway, "m-2", "/new", wait: true);
        await SendAsync(gateway, "m-3", "hi again", wait: true);

        var command = await SendAsync(gateway, "m-2", "/new", wait: true);
        var other = await SendAsync(gateway, "m-1", "something else", wait: true);
        await SendAsync(gateway, "m-4", "and again", wait: true);

        Assert.Equal("command", (string?)command["result"]!["state"]);
        Assert.Contains("another text", (string?)other["error"]!["message"]);
        // A second /new would have hidden it.
        Assert.Contains(
            model.Chats.Last().Request["messages"]!.AsArray(),
            message => ((string)message!["content"]!).StartsWith("hi again")
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task Send_IdThatIsNone_IsRefused(string id)
    {
        await using var model = new OllamaDouble("hello");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        Assert.Equal(-32602, (int)(await SendAsync(gateway, id, "hi", wait: false))["error"]!["code"]!);
    }

    private static async Task<JsonNode> SendAsync(GatewayProcess gateway, string message, string text, bool wait)
    {
        await using var control = await ControlSocket.ConnectAsync(gateway.SocketPath);
        var parameters = new JsonObject
        {
            ["session"] = "a",
            ["text"] = text,
            ["message"] = message,
        };
        if (wait)
        {
            parameters["wait"] = true;
        }
        return (await control.CallAsync("send", parameters))!;
    }
}
