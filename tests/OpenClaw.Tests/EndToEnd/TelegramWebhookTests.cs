using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Telegram comes to the native gateway instead of being asked: what was acknowledged is on the disk, and what comes again is
/// answered once.</summary>
public sealed class TelegramWebhookTests : IAsyncDisposable
{
    private const string Secret = "webhook-0123456789_abcdef";

    private readonly int _port = FreePort.Take();
    private readonly TelegramDouble _telegram = new();
    private readonly OllamaDouble _model = new(prompt =>
        prompt.ToolResults.Count > 0 ? ModelTurn.Says($"it said {prompt.ToolResults[^1]}")
        : prompt.UserText.StartsWith("run") ? ModelTurn.Runs("echo hi")
        : ModelTurn.Says($"you said {prompt.UserText.Split('\n')[0]}")
    );

    private GatewayProcess? _gateway;

    private GatewayProcess Gateway => _gateway!;

    private string Url => $"http://127.0.0.1:{_port}/telegram";

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Message_ThatIsTold_IsAnsweredAndNothingIsAskedFor()
    {
        await StartAsync(Webhook);

        var update = _telegram.Say("hello");

        await Gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
        Assert.Equal([("7", "you said hello")], _telegram.Sent.Select(static s => (s.Chat, s.Text)));
        await Gateway.UntilAsync("the update to be confirmed", () => _telegram.IsConfirmed(update));
        Assert.Empty(_telegram.Offsets);
        var set = Assert.Single(_telegram.Calls, static call => call.Method == "setWebhook").Arguments;
        Assert.Equal(
            (Url, Secret, false, 1),
            ((string?)set["url"], (string?)set["secret_token"], (bool)set["drop_pending_updates"]!, (int)set["max_connections"]!)
        );
        Assert.Equal(
            ["message", "edited_message", "callback_query"],
            set["allowed_updates"]!.AsArray().Select(static kind => (string)kind!)
        );
        Assert.DoesNotContain(Secret, Gateway.Log);
        Assert.Equal(
            "ok",
            (await Gateway.JsonAsync("status"))
                .GetProperty("channels")
                .EnumerateArray()
                .Single(static channel => channel.GetProperty("name").GetString() == "telegram")
                .GetProperty("state")
                .GetString()
        );
    }

    [Fact]
    public async Task Update_WithoutTheSecret_IsNotTaken()
    {
        await StartAsync(Webhook);
        await Gateway.UntilAsync("the webhook to be set", () => _telegram.Calls.Any(static call => call.Method == "setWebhook"));
        const string Update =
            """{"update_id":1,"message":{"message_id":1,"date":1,"text":"let me in","from":{"id":7,"is_bot":false},"chat":{"id":7,"type":"private"}}}""";

        // However often somebody tries, Telegram is let in.
        for (var i = 0; i < 15; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(Update, i % 2 == 0 ? null : $"{Secret}{i}"));
        }
        _telegram.Say("hello");

        await Gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("no json", Secret));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("[]", Secret));
        Assert.DoesNotContain(_model.Chats, static chat => chat.UserText.Contains("let me in"));
        // What is of no known shape will not become one by coming again.
        Assert.Equal(HttpStatusCode.OK, await PostAsync("""{"update_id":5,"poll":{}}""", Secret));
    }

    [Fact]
    public async Task Update_ThatComesAgain_IsAnsweredOnce()
    {
        await StartAsync(Webhook);
        _telegram.AnswersToLose = 3;

        _telegram.Say("hello");
        var last = _telegram.Say("and bye");

        await Gateway.UntilAsync("both to be confirmed", () => _telegram.IsConfirmed(last));
        await Gateway.UntilAsync("both answers", () => _telegram.Sent.Count == 2);
        Assert.Equal(["you said hello", "you said and bye"], _telegram.Sent.Select(static s => s.Text));
        Assert.Equal(5, _telegram.Pushes.Count(static push => push.Status == 200));
    }

    [Fact]
    public async Task AskedCall_ApprovedByAButton_Runs()
    {
        await StartAsync(Webhook);
        _telegram.Say("run it");
        await Gateway.UntilAsync("the question", () => _telegram.Sent.Any(static s => s.Buttons.Count > 0));

        _telegram.Press(_telegram.Sent.Single(static s => s.Buttons.Count > 0).Buttons[0]);

        await Gateway.UntilAsync("the answer", () => _telegram.Sent.Any(static s => s.Text.StartsWith("it said hi")));
    }

    [Fact]
    public async Task Killed_WhileMessagesCome_EachIsAnsweredOnceOrListedAsUnknown()
    {
        await StartAsync(Webhook, "[[sessions]]\nname = \"all\"\nqueue_limit = 300");
        const int Messages = 100;
        for (var i = 0; i < Messages; i++)
        {
            _telegram.Say($"number {i}.");
            // At another instant of what the message before it sets off each time.
            if (i % 10 == 9)
            {
                await Gateway.UntilAsync(
                    "something to be told",
                    () => _telegram.Pushes.Count(static push => push.Status == 200) > i - 9 + i / 10 % 5
                );
                await Gateway.KillAsync();
                await Gateway.StartAsync();
            }
        }

        await Gateway.UntilAsync("all to be confirmed", () => _telegram.Unconfirmed == 0);
        await Crowd.IsAnsweredOnceAsync(Gateway, Messages, () => _telegram.Sent.Select(static sent => sent.Text));
    }

    [Fact]
    public async Task Reload_FromOneWayToTheOtherAndBack_LosesNothing()
    {
        await StartAsync("");
        await SayAsync("asked for");

        await ReloadAsync(Webhook);
        await SayAsync("told");
        await ReloadAsync("");
        await SayAsync("asked for again");
        await ReloadAsync(Webhook);
        await SayAsync("told again");

        Assert.Equal(
            ["you said asked for", "you said told", "you said asked for again", "you said told again"],
            _telegram.Sent.Select(static s => s.Text)
        );
        Assert.Equal(2, _telegram.Calls.Count(static call => call.Method == "setWebhook"));
        Assert.False(
            (bool)Assert.Single(_telegram.Calls, static call => call.Method == "deleteWebhook").Arguments["drop_pending_updates"]!
        );
    }

    [Fact]
    public async Task Start_WithoutTheWebhookThatWasItsOwn_TakesItBack()
    {
        await StartAsync(Webhook);
        await SayAsync("told");
        await Gateway.KillAsync();
        _telegram.Say("said while nobody was there");

        Gateway.WriteConfig(Config(""));
        await Gateway.StartAsync();

        await Gateway.UntilAsync("the answer", () => _telegram.Sent.Any(static s => s.Text == "you said said while nobody was there"));
        Assert.Single(_telegram.Calls, static call => call.Method == "deleteWebhook");
    }

    [Fact]
    public async Task Start_WithSomebodyElsesWebhook_LeavesIt()
    {
        _telegram.Webhook = "https://old.example/hook";
        _telegram.PollTrouble = (409, "Conflict: can't use getUpdates method while webhook is active");
        await StartAsync("");

        await Gateway.UntilAsync("the channel to say so", () => Gateway.Log.Contains("somebody else reads this bot's messages"));

        Assert.DoesNotContain(_telegram.Calls, static call => call.Method == "deleteWebhook");
    }

    [Fact]
    public async Task Doctor_SaysHowTelegramGetsOn()
    {
        await StartAsync(Webhook);
        await SayAsync("hello");
        await Gateway.UntilAsync("it to be confirmed", () => _telegram.Unconfirmed == 0);
        Assert.Contains(
            "ok  telegram: Telegram tells 127.0.0.1 of this bot's messages; 0 updates wait",
            (await Gateway.RunAsync("doctor")).Stdout
        );

        _telegram.Webhook = "https://old.example/hook";
        Assert.Contains(
            "NO  telegram: Telegram does not tell 127.0.0.1 of this bot's messages, but old.example",
            (await Gateway.RunAsync("doctor")).Stdout
        );

        _telegram.Webhook = Url;
        await ReloadAsync(Webhook, listen: FreePort.Take());
        await Gateway.UntilAsync("the address to be left", async () => await IsServedAsync() ? null : "left");
        _telegram.Say("anybody there?");
        await Gateway.UntilAsync("it to fail", () => _telegram.Pushes.Last().Status == 0);
        Assert.Contains(
            $"NO  telegram: Telegram cannot tell {Url} of this bot's messages, and 1 update waits: Connection refused.",
            (await Gateway.RunAsync("doctor")).Stdout
        );

        await ReloadAsync(Webhook);
        await Gateway.UntilAsync("the answer", () => _telegram.Sent.Any(static s => s.Text == "you said anybody there?"));
    }

    private string Webhook => $$"""webhook = { url = "{{Url}}", secret = { env = "WEBHOOK_SECRET" } }""";

    private async Task StartAsync(string way, string more = "")
    {
        _gateway = new GatewayProcess(Config(way, more));
        _gateway.Environment["BOT_TOKEN"] = TelegramDouble.Token;
        _gateway.Environment["WEBHOOK_SECRET"] = Secret;
        await _gateway.StartAsync();
    }

    private string Config(string way, string more = "", int? listen = null) =>
        $$"""
            [agent]
            owners = ["telegram:7", "local:{{Environment.UserName}}"]
            workspace = "@FOLDER@/workspace"

            [models.m]
            provider = "ollama"
            url = "{{_model.Url.AbsoluteUri.TrimEnd('/')}}"
            model = "m"

            [web]
            listen = "127.0.0.1:{{listen ?? _port}}"

            [channels.telegram]
            token = { env = "BOT_TOKEN" }
            api_url = "{{_telegram.Url.AbsoluteUri.TrimEnd('/')}}"
            allow_from = ["7"]
            {{way}}

            {{more}}
            """;

    private async Task ReloadAsync(string way, int? listen = null)
    {
        Gateway.WriteConfig(Config(way, listen: listen));
        await Gateway.OkAsync("reload");
    }

    private async Task SayAsync(string text)
    {
        _telegram.Say(text);
        await Gateway.UntilAsync($"an answer to {text}", () => _telegram.Sent.Any(s => s.Text == $"you said {text}"));
    }

    private async Task<bool> IsServedAsync()
    {
        try
        {
            await PostAsync("", null);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<HttpStatusCode> PostAsync(string body, string? secret)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Url)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (secret is not null)
        {
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
