using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

/// <summary>Whoever writes as an anonymous admin was not heard, and never learned why.</summary>
public sealed class TelegramUnnamedTests : TelegramBench
{
    public TelegramUnnamedTests() => Listen(_telegram, "groups = { \"-5\" = { require_mention = true } }");

    [Fact]
    public void AnonymousAdmin_WhoSpeaksToTheBot_IsToldWhyNowAndThen()
    {
        var more = new JsonObject
        {
            ["from"] = new JsonObject
            {
                ["id"] = 1087968824,
                ["is_bot"] = true,
                ["first_name"] = "Group",
            },
            ["sender_chat"] = new JsonObject
            {
                ["id"] = -5,
                ["type"] = "supergroup",
                ["title"] = "Den",
            },
            ["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "bot_command",
                    ["offset"] = 0,
                    ["length"] = 7,
                }
            ),
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
}
