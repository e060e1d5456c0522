using System.Text.Json.Nodes;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The connection to Slack: it is replaced, lost, silent, refused or used for what nobody knows, and nothing that was said is
/// lost.</summary>
public sealed class SlackConnectionTests : SlackBench
{
    [Theory]
    [InlineData("refresh_requested")]
    [InlineData("warning")]
    public async Task Disconnect_TheNextConnectionIsOpenBeforeTheOldOneClosesAndNothingIsLost(string reason)
    {
        await using var gateway = await StartAsync();
        _slack.Say("number 0");
        await gateway.UntilAsync("the first answer", () => _slack.Sent.Count == 1);

        for (var i = 1; i < 12; i++)
        {
            if (i is 3 or 8)
            {
                _slack.Disconnect(reason);
            }
            _slack.Say($"number {i}");
        }

        await gateway.UntilAsync("the next connections", () => _slack.Opened >= 2);
        await gateway.UntilAsync("all answers", () => _slack.Sent.Count >= 12 && _slack.Unacknowledged == 0);
        Assert.Equal(Enumerable.Range(0, 12).Select(static i => $"you said number {i}"), _slack.Sent.Select(static s => s.Text));
        Assert.Equal(2, _slack.MostAtOnce);
        Assert.DoesNotContain("it is tried again", gateway.Log);
    }

    [Fact]
    public async Task Network_Lost_IsOneLineAndWhatWasSaidMeanwhileIsHeard()
    {
        await using var gateway = await StartAsync();
        _slack.Say("before");
        await gateway.UntilAsync("the answer", () => _slack.Sent.Count == 1);

        _slack.OpenTrouble = RawReply.Http(503, "<html>We are down</html>", "text/html");
        _slack.Cut();
        await gateway.UntilAsync("three attempts", () => _slack.Calls.Count(static call => call.Method == "apps.connections.open") >= 4);
        _slack.Say("meanwhile");
        _slack.OpenTrouble = null;

        await gateway.UntilAsync("the answer", () => _slack.Sent.Any(static s => s.Text == "you said meanwhile"));
        Assert.Equal(2, gateway.Log.Split("127.0.0.1 answered 503 without JSON; it is tried again").Length);
        Assert.Equal(3, gateway.Log.Split("slack is listening").Length);
    }

    [Fact]
    public async Task SilentConnection_IsGivenUpAndAnotherIsOpened()
    {
        _slack.IsSilent = true;
        await using var gateway = await StartAsync();
        await gateway.UntilAsync("the silence to be told", () => gateway.Log.Contains("127.0.0.1 opened a connection and says nothing"));

        _slack.IsSilent = false;
        _slack.Say("hello");

        await gateway.UntilAsync("the answer", () => !_slack.Sent.IsEmpty);
    }

    [Fact]
    public async Task SocketModeSwitchedOff_StopsTheChannelUntilAReload()
    {
        await using var gateway = await StartAsync();
        await gateway.UntilAsync("a connection", () => _slack.Opened == 1);

        _slack.Disconnect("link_disabled");

        await gateway.UntilAsync("the channel to stop", () => gateway.Log.Contains("slack is stopped: Socket Mode was switched off"));
        Assert.Contains("slack is stopped: Socket Mode was switched off", await gateway.OkAsync("status"));
        Assert.Contains("NO  slack: it is stopped: Socket Mode was switched off", (await gateway.RunAsync("doctor")).Stdout);
        Assert.Equal("you said hello\n", await gateway.OkAsync("send", "--wait", "hello"));
        await gateway.OkAsync("reload");
        _slack.Say("again");
        await gateway.UntilAsync("the answer", () => _slack.Sent.Any(static s => s.Text == "you said again"));
    }

    [Theory]
    [InlineData("xapp-1-wrong", SlackDouble.BotToken, "channels.slack.app_token")]
    [InlineData(SlackDouble.AppToken, "xoxb-wrong", "channels.slack.bot_token")]
    public async Task WrongToken_StopsTheChannelAndNotTheGateway(string app, string bot, string setting)
    {
        await using var gateway = await StartAsync(app: app, bot: bot);

        await gateway.UntilAsync("the channel to stop", () => gateway.Log.Contains("slack is stopped"));

        Assert.Equal("you said hello\n", await gateway.OkAsync("send", "--wait", "hello"));
        Assert.Contains(setting, await gateway.OkAsync("status"));
        Assert.DoesNotContain("wrong", gateway.Log);
        Assert.DoesNotContain("secret-", gateway.Log);
    }

    [Fact]
    public async Task TokensOfTwoApps_AreNoticedWithTheFirstEvent()
    {
        _slack.AppsBot = "UOTHER";
        await using var gateway = await StartAsync();

        _slack.Say("hello");
        await gateway.UntilAsync("the answer", () => !_slack.Sent.IsEmpty);
        _slack.Cut();
        await gateway.UntilAsync("the next connection", () => _slack.Opened == 2);
        _slack.Say("again");
        await gateway.UntilAsync("the answer", () => _slack.Sent.Count == 2);

        Assert.Contains("slack waits: app_token and bot_token belong to different apps", await gateway.OkAsync("status"));
        Assert.Contains("NO  slack: app_token and bot_token belong to different apps", (await gateway.RunAsync("doctor")).Stdout);
    }

    [Fact]
    public async Task StrangeEnvelopes_AreAcknowledgedAndPassedOver()
    {
        await using var gateway = await StartAsync();
        _slack.Tell("something_new", new JsonObject { ["a"] = new JsonArray(1) });
        _slack.Tell("events_api", new JsonObject { ["event"] = "no object" });
        _slack.Event(
            new JsonObject
            {
                ["type"] = "message",
                ["channel"] = "D7",
                ["user"] = new JsonObject(),
                ["ts"] = "x",
            }
        );
        _slack.Tell(
            "events_api",
            new JsonObject
            {
                ["event_id"] = "Ev7",
                ["event"] = new JsonObject { ["text"] = 7 },
            }
        );
        _slack.Tell("slash_commands", new JsonObject { ["command"] = 7 });
        _slack.Event(
            new JsonObject
            {
                ["type"] = "message",
                ["channel"] = "D7",
                ["user"] = "U7",
                ["ts"] = "no time",
                ["text"] = "without a time",
            }
        );
        _slack.Say(string.Concat(Enumerable.Repeat("\U0001F469\u200D", 40)) + "!");
        _slack.Say(new string('x', 100_000));
        _slack.Say("elsewhere", channel: "D9");

        await gateway.UntilAsync("all to be acknowledged", () => _slack.Unacknowledged == 0);
        await gateway.UntilAsync(
            "the answers",
            () =>
                _slack.Sent.Any(static s => s.Text == "you said elsewhere")
                && _slack.Sent.Any(static s => s.Text.Contains("send it in parts"))
        );
        Assert.DoesNotContain("internal error", gateway.Log);
        Assert.Contains("slack: events_api Ev7 is not written as it should be, and was left out", gateway.Log);
        Assert.Equal(4, gateway.Log.Split("is not written as it should be").Length - 1);
    }

    [Fact]
    public async Task Killed_WhileMessagesCome_EachIsAnsweredOnceOrListedAsUnknown()
    {
        await using var gateway = await StartAsync();
        const int Messages = 200;
        for (var i = 0; i < Messages; i++)
        {
            _slack.Say($"number {i}.", channel: $"D{i % 10}");
            // At another instant of what the message before it sets off each time.
            if (i % 20 == 19)
            {
                await gateway.UntilAsync("something to be sent", () => _slack.Sent.Count > i / 2);
                await gateway.KillAsync();
                await gateway.StartAsync();
            }
        }

        await gateway.UntilAsync("all to be acknowledged", () => _slack.Unacknowledged == 0);
        await Crowd.IsAnsweredOnceAsync(gateway, Messages, () => _slack.Sent.Select(static sent => sent.Text));
    }
}
