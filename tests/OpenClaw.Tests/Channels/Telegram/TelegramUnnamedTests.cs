using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

/// <summary>Whoever writes as an anonymous admin was not heard, and never learned why.</summary>
public sealed class TelegramUnnamedTests : IAsyncDisposable
{
    private readonly TelegramDouble _telegram = new();
    private readonly TestGateway _gateway = new();

    public TelegramUnnamedTests()
    {
        _gateway.Folder.Write("token", TelegramDouble.Token);
        _gateway.Reload(TestGateway.DefaultConfig + $$"""

            [channels.telegram]
            token = { file = "token" }
            api_url = "{{_telegram.Url.AbsoluteUri.TrimEnd('/')}}"
            allow_from = ["7"]
            groups = { "-5" = { require_mention = true } }
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Channels.DisposeAsync();
            return true;
        });
        _gateway.Dispose();
        await _telegram.DisposeAsync();
    }

    [Fact]
    public void AnonymousAdmin_WhoSpeaksToTheBot_IsToldWhyNowAndThen()
    {
        var more = new JsonObject
        {
            ["from"] = new JsonObject { ["id"] = 1087968824, ["is_bot"] = true, ["first_name"] = "Group" },
            ["sender_chat"] = new JsonObject { ["id"] = -5, ["type"] = "supergroup", ["title"] = "Den" },
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "bot_command", ["offset"] = 0, ["length"] = 7 }),
        };
        _telegram.Say("/status", chat: -5, type: "supergroup", more: more);
        var last = _telegram.Say("/status", chat: -5, type: "supergroup", more: more);
        Until(() => _telegram.IsConfirmed(last) && _telegram.Sent.Count == 1);

        Assert.Equal("-5", _telegram.Sent.Single().Chat);
        Assert.Contains("anonymous admin", _telegram.Sent.Single().Text);
        Assert.Empty(_gateway.Rows("select id from turns", static row => row.GetInt64(0)));

        _gateway.Clock.Advance(TimeSpan.FromHours(1));
        _telegram.Say("/status", chat: -5, type: "supergroup", more: more);
        Until(() => _telegram.Sent.Count == 2);
    }

    private void Until(Func<bool> done) => _gateway.UntilOutside(() =>
    {
        _gateway.Clock.Advance(TimeSpan.FromMilliseconds(100));
        return done();
    });
}
