using System.Text.Json;
using OpenClaw.Channels;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Channels.Telegram;

/// <summary>What Telegram tells is acknowledged when it is on the disk, and not before.</summary>
public sealed class TelegramTakeTests : IAsyncDisposable
{
    private readonly TelegramDouble _telegram = new();
    private readonly TestGateway _gateway = new();

    public TelegramTakeTests()
    {
        _gateway.Folder.Write("token", TelegramDouble.Token);
        _gateway.Folder.Write("secret", "webhook-0123456789");
        // Nobody listens at that address: the test is Telegram.
        _gateway.Reload(
            TestGateway.DefaultConfig
                + $$"""

                [web]
                listen = "127.0.0.1:{{FreePort.Take()}}"

                [channels.telegram]
                token = { file = "token" }
                api_url = "{{_telegram.Url.AbsoluteUri.TrimEnd('/')}}"
                allow_from = ["7"]
                webhook = { url = "http://127.0.0.1:1/telegram", secret = { file = "secret" } }
                """
        );
    }

    public async ValueTask DisposeAsync()
    {
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Web.StopAsync();
            await _gateway.Gateway.Channels.DisposeAsync();
            return true;
        });
        _gateway.Dispose();
        await _telegram.DisposeAsync();
    }

    [Fact]
    public void Update_ThatTheDiskRefuses_IsNotTakenUntilItComesAgain()
    {
        _gateway["big"].Answers("first").Answers("second");
        _gateway.UntilAsked(() => Take(1, "hello"));
        // Its turn ends first: one that meets the full disk waits for a clock that stands still.
        _gateway.Settle();

        _gateway.FillDisk(true);
        var refused = Take(2, new string('x', 100_000));
        _gateway.FillDisk(false);
        var taken = Take(2, new string('x', 100_000));
        var again = Take(2, new string('x', 100_000));
        _gateway.Settle();

        Assert.Equal((false, true, true), (refused, taken, again));
        Assert.Equal(2, _gateway.Rows("select count(*) from turns", static row => row.GetInt64(0))[0]);
    }

    [Fact]
    public void Update_ThatAnEarlierVersionTook_IsNotTakenAnew()
    {
        _gateway["big"].Answers("first").Answers("second");
        _gateway.UntilAsked(() => Take(1, "hello"));
        _gateway.Settle();
        _gateway.Sql("update cursors set account = ''");
        _gateway.Sql("update inbox set account = ''");
        _gateway.Kill();
        _gateway.Start();

        _gateway.UntilAsked(() => Take(1, "hello"));
        _gateway.UntilAsked(() => Take(2, "and bye"));
        _gateway.Settle();

        Assert.Equal(2, _gateway.Rows("select count(*) from turns", static row => row.GetInt64(0))[0]);
        Assert.Equal(
            ["42"],
            _gateway.Rows(
                "select account from cursors where channel = 'telegram' union select account from inbox",
                static row => row.GetString(0)
            )
        );
    }

    [Fact]
    public void Webhook_ThatSomebodyTookAway_IsSetAgain()
    {
        _gateway.UntilOutside(() => Sets == 1);
        _telegram.Webhook = "https://old.example/hook";

        _gateway.UntilOutside(() =>
        {
            // The answer is on its way, and then the pause begins.
            _gateway.Clock.Advance(TimeSpan.FromMinutes(1));
            return _telegram.Webhook != "https://old.example/hook";
        });

        Assert.Equal("http://127.0.0.1:1/telegram", _telegram.Webhook);
        Assert.Equal(2, Sets);
    }

    [Fact]
    public void Update_WithHalfALetter_IsAnsweredWithTheRest()
    {
        _gateway["big"].Answers("first");

        _gateway.UntilAsked(() => Take(1, "one \\ud83d two"));
        _gateway.Settle();

        Assert.Equal("one \uFFFD two", _gateway.Transcript("telegram:7").OfType<Entry.User>().Single().Text);
    }

    private int Sets => _telegram.Calls.Count(static call => call.Method == "setWebhook");

    private bool Take(int id, string text)
    {
        using var update = JsonDocument.Parse(
            $$$"""{"update_id":{{{id}}},"message":{"message_id":{{{id}}},"date":1,"text":"{{{text}}}","from":{"id":7,"is_bot":false},"chat":{"id":7,"type":"private"} } }"""
        );
        IWebhookReceiver receiver = _gateway.Gateway.Channels.WebhookOf("telegram")!;
        return _gateway.Run(() => receiver.TakeAsync(update.RootElement));
    }
}
