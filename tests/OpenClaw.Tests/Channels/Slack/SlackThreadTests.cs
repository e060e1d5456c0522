using OpenClaw.Messages;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Slack;

/// <summary>In a thread that the bot had answered in, the next words went past it unless they named it again; and everybody was called by
/// an id.</summary>
public sealed class SlackThreadTests : IAsyncDisposable
{
    private const string Above = "1767600000.000100";

    private readonly SlackDouble _slack = new();
    private readonly TestGateway _gateway = new();

    public SlackThreadTests()
    {
        _gateway.Folder.Write("app", SlackDouble.AppToken);
        _gateway.Folder.Write("bot", SlackDouble.BotToken);
        _gateway["big"].Answers("one").Answers("two").Answers("three");
        _slack.Names["U7"] = "Anna";
        _slack.Names["U9"] = "Bo";
        _gateway.Configure(Config);
        _gateway.Reload(Config);
    }

    private string Config =>
        TestGateway.DefaultConfig
        + $$"""

            [channels.slack]
            app_token = { file = "app" }
            bot_token = { file = "bot" }
            api_url = "{{_slack.Url.AbsoluteUri.TrimEnd('/')}}"
            allow_from = ["U7"]
            channels = { "C1" = { require_mention = true } }
            """;

    public async ValueTask DisposeAsync()
    {
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Channels.DisposeAsync();
            return true;
        });
        _gateway.Dispose();
        await _slack.DisposeAsync();
    }

    [Fact]
    public void Thread_ThatWasAnswered_IsHeardWithoutAMention()
    {
        Say($"<@{SlackDouble.Bot}> what is this?", Above, answers: 1);
        Say("and that?", Above, answers: 2);
        var toAnother = _slack.Say("<@U9> do you know?", channel: "C1", thread: Above);
        var elsewhere = _slack.Say("hello all", channel: "C1", thread: "1767600000.000200");
        Until(() => _slack.IsAcknowledged(toAnother) && _slack.IsAcknowledged(elsewhere));
        Assert.Equal(2, Said.Count);

        // What was answered is on the disk.
        _gateway.Kill();
        _gateway.Start();
        Say("and now?", Above, answers: 3);

        Assert.Equal(["Anna: what is this?", "Anna: and that?", "Anna: and now?"], Said);
    }

    [Fact]
    public void Names_OfThoseWhoAreNamed_AreAskedOnce()
    {
        Say($"<@{SlackDouble.Bot}> ask <@U9> and <@U10>", null, answers: 1);
        Say($"<@{SlackDouble.Bot}> ask <@U9> again", null, answers: 2);

        Assert.Equal(["Anna: ask @Bo and @U10", "Anna: ask @Bo again"], Said);
        Assert.Equal(
            ["U7", "U9", "U10"],
            _slack.Calls.Where(static call => call.Method == "users.info").Select(static call => (string)call.Arguments["user"]!)
        );
    }

    [Fact]
    public void Names_WithoutTheScope_AreIdsAndNobodyWaits()
    {
        _slack.NamesTrouble = SlackDouble.Refusal("missing_scope", "users:read");
        Say($"<@{SlackDouble.Bot}> hello", null, answers: 1);
        Say($"<@{SlackDouble.Bot}> hello again", null, answers: 2);

        Assert.Equal(["U7: hello", "U7: hello again"], Said);
        Assert.Single(_slack.Calls, static call => call.Method == "users.info");
    }

    private IReadOnlyList<string> Said =>
        [
            .. _gateway
                .Rows("select body from entries order by session, seq", static row => row.GetString(0))
                .Where(static body => body.Contains("\"kind\":\"user\""))
                .Select(static body => System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("text").GetString()!),
        ];

    private void Say(string text, string? thread, int answers)
    {
        _slack.Say(text, channel: "C1", thread: thread);
        // The bot itself must know that its answer arrived.
        Until(() =>
            _slack.Sent.Count == answers
            && _gateway.Events.OfType<GatewayEvent.Delivered>().Count(static delivered => delivered.State == "sent") == answers
        );
    }

    private void Until(Func<bool> done) =>
        _gateway.UntilOutside(() =>
        {
            _gateway.Clock.Advance(TimeSpan.FromMilliseconds(20));
            return done();
        });
}
