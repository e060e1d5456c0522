using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The connection to Telegram: who is there, how it is asked, and what a kill and a wrong token do to it.</summary>
public sealed class TelegramConnectionTests : TelegramBench
{
    [Fact]
    public async Task Doctor_AsksTelegramItself()
    {
        await using var gateway = await StartAsync();
        Assert.Contains("ok  telegram: the token is that of @claw_bot", (await gateway.RunAsync("doctor")).Stdout);

        _telegram.Webhook = "https://old.example/hook";
        var doctor = await gateway.RunAsync("doctor");

        Assert.Equal(1, doctor.ExitCode);
        // The worst first.
        Assert.StartsWith("NO  telegram: a webhook from before gives this bot's messages to old.example", doctor.Stdout);
        Assert.Contains($"read -rs TOKEN; echo \"url={_telegram.Url}bot$TOKEN/deleteWebhook\" | curl -K -\n", doctor.Stdout);
        Assert.DoesNotContain("secret-of-the-bot", doctor.Stdout);
    }

    [Fact]
    public async Task SomethingThatIsNoBotApi_IsToldAndNotAskedWithoutAPause()
    {
        _telegram.IsNoBot = true;
        await using var gateway = await StartAsync();

        await gateway.UntilAsync("the channel to say so", () => gateway.Log.Contains("does not say which bot this is"));
        Assert.InRange(_telegram.Calls.Count(static call => call.Method == "getMe"), 1, 20);
        Assert.Contains("does not say which bot this is", await gateway.OkAsync("status"));

        _telegram.IsNoBot = false;
        _telegram.Say("hello");
        await gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
    }

    [Fact]
    public async Task PollsThatAreNotHeldOpen_AreNotAskedWithoutAPause()
    {
        _telegram.AnswersAtOnce = true;
        await using var gateway = await StartAsync();

        _telegram.Say("hello");
        await gateway.UntilAsync("the answer", () => !_telegram.Sent.IsEmpty);
        await gateway.UntilAsync("more polls", () => _telegram.Offsets.Count >= 4);

        // One a second; without the pause there would be hundreds by now.
        Assert.InRange(_telegram.Offsets.Count, 4, 20);
    }

    [Fact]
    public async Task Start_OffersTheCommandsInTheMenu()
    {
        await using var gateway = await StartAsync();

        await gateway.UntilAsync("the menu", () => _telegram.Calls.Any(static call => call.Method == "setMyCommands"));
        Assert.Contains(
            "status",
            _telegram.Calls.First(static call => call.Method == "setMyCommands").Arguments["commands"]!
                .AsArray()
                .Select(static c => (string)c!["command"]!)
        );
    }

    [Fact]
    public async Task Killed_WhileMessagesCome_EachIsAnsweredOnceOrListedAsUnknown()
    {
        await using var gateway = await StartAsync("[[sessions]]\nname = \"all\"\nqueue_limit = 300");
        const int Messages = 200;
        for (var i = 0; i < Messages; i++)
        {
            _telegram.Say($"number {i}.");
            // At another instant of what the message before it sets off each time.
            if (i % 20 == 19)
            {
                await gateway.UntilAsync("something to be sent", () => _telegram.Sent.Count > i - 17 + i / 20 % 5);
                await gateway.KillAsync();
                await gateway.StartAsync();
            }
        }

        await gateway.UntilAsync("all to be confirmed", () => _telegram.Unconfirmed == 0);
        await Crowd.IsAnsweredOnceAsync(gateway, Messages, () => _telegram.Sent.Select(static sent => sent.Text));
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
