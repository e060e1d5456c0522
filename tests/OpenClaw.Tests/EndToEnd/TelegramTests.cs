namespace OpenClaw.Tests.EndToEnd;

/// <summary>The native gateway on Telegram's wire: a Bot API of our own that has long polls with offsets, redelivery and lost answers.</summary>
public sealed class TelegramTests : IAsyncDisposable
{
    private readonly TelegramDouble _telegram = new();

    private readonly OllamaDouble _model = new(prompt => prompt.ToolResults.Count > 0
        ? ModelTurn.Says($"it said {prompt.ToolResults[^1]}")
        : prompt.UserText.StartsWith("run") ? ModelTurn.Runs("echo hi") : ModelTurn.Says($"you said {prompt.UserText.Split('\n')[0]}"));

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
    }

    private string Config => $$"""
        [agent]
        owners = ["telegram:7"]
        workspace = "@FOLDER@/workspace"

        [models.m]
        provider = "ollama"
        url = "{{_model.Url.AbsoluteUri.TrimEnd('/')}}"
        model = "m"

        [channels.telegram]
        token = { env = "BOT_TOKEN" }
        api_url = "{{_telegram.Url.AbsoluteUri.TrimEnd('/')}}"
        allow_from = ["7"]
        """;

    private async Task<GatewayProcess> StartAsync()
    {
        var gateway = new GatewayProcess(Config);
        gateway.Environment["BOT_TOKEN"] = TelegramDouble.Token;
        await gateway.StartAsync();
        return gateway;
    }

    [Fact]
    public async Task Message_IsAnsweredInItsChatAndConfirmed()
    {
        await using var gateway = await StartAsync();

        var update = _telegram.Say("hello");

        await gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
        Assert.Equal([("7", "you said hello")], _telegram.Sent.Select(static s => (s.Chat, s.Text)));
        await gateway.UntilAsync("the update to be confirmed", () => _telegram.Offsets.Contains(update + 1));
        Assert.DoesNotContain("secret-of-the-bot", gateway.Log);
    }

    [Fact]
    public async Task Stranger_IsNotAnsweredAndTheLogSaysWhatWouldLetHimIn()
    {
        await using var gateway = await StartAsync();

        _telegram.Say("let me in", from: 8);
        var update = _telegram.Say("let me in, I said", from: 8);

        await gateway.UntilAsync("the update to be confirmed", () => _telegram.Offsets.Contains(update + 1));
        // Once, however often he writes.
        Assert.Equal(2, gateway.Log.Split("channels.telegram.allow_from = [\"8\"]").Length);
        Assert.Empty(_telegram.Sent);
        Assert.DoesNotContain(_model.Chats, chat => chat.UserText.Contains("let me in"));
    }

    [Fact]
    public async Task AskedCall_ApprovedInTheChat_Runs()
    {
        await using var gateway = await StartAsync();
        _telegram.Say("run it");
        await gateway.UntilAsync("the question", () => _telegram.Sent.Any(static s => s.Text.Contains("/approve ")));

        _telegram.Say("/approve");

        await gateway.UntilAsync("the answer", () => _telegram.Sent.Any(static s => s.Text.StartsWith("it said hi")));
    }

    [Fact]
    public async Task Killed_WhileMessagesCome_EachIsAnsweredOnceOrListedAsUnknown()
    {
        await using var gateway = await StartAsync();
        const int Messages = 30;
        for (var i = 0; i < Messages; i++)
        {
            _telegram.Say($"number {i}.");
            // At another instant of what the message before it sets off each time.
            if (i % 5 == 4)
            {
                await gateway.UntilAsync("something to be sent", () => _telegram.Sent.Count > i / 2);
                await gateway.KillAsync();
                await gateway.StartAsync();
            }
        }

        await gateway.UntilAsync("all to be confirmed", () => _telegram.Unconfirmed == 0);
        await gateway.UntilAsync("the outbox to be empty", async () =>
            (await gateway.JsonAsync("status")) is var status && status.GetProperty("outbox").GetProperty("pending").GetInt32() == 0
            && status.GetProperty("sessions") is var s && s.GetProperty("running").GetInt32() + s.GetProperty("queued").GetInt32() == 0 ? "yes" : null);

        var unknown = (await gateway.JsonAsync("outbox", "list", "--state", "unknown")).GetProperty("messages").EnumerateArray().Select(static m => m.GetProperty("text").GetString()!).ToList();
        for (var i = 0; i < Messages; i++)
        {
            var times = _telegram.Sent.Count(s => s.Text == $"you said number {i}.");
            var listed = unknown.Count(t => t == $"you said number {i}.");
            Assert.True(times <= 1, $"number {i} was answered {times} times");
            Assert.True(times + listed >= 1, $"number {i} was not answered");
        }
    }

    [Fact]
    public async Task WrongToken_StopsTheChannelAndNotTheGateway()
    {
        await using var gateway = new GatewayProcess(Config);
        gateway.Environment["BOT_TOKEN"] = "42:wrong";
        await gateway.StartAsync();

        await gateway.UntilAsync("the channel to stop", () => gateway.Log.Contains("telegram is stopped"));

        Assert.Equal("you said hello\n", await gateway.OkAsync("send", "--wait", "hello"));
        Assert.Contains("channels.telegram.token", await gateway.OkAsync("status"));
        Assert.DoesNotContain("42:wrong", gateway.Log);
    }
}
