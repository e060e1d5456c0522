using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

/// <summary>What a bot that is polled makes of the answers, on a clock that the test moves.</summary>
public sealed class TelegramPollTests : TelegramBench
{
    public TelegramPollTests()
    {
        for (var i = 0; i < 5; i++)
        {
            _gateway["big"].Answers($"answer {i}");
        }
    }

    [Fact]
    public async Task Message_ToAnotherBotUnderTheSameNumber_IsAnotherMessage()
    {
        await using var other = new TelegramDouble { BotId = 43 };
        Listen(_telegram);
        SayTo(_telegram, "one");

        Listen(other);
        SayTo(other, "two");
        Listen(_telegram);
        SayTo(_telegram, "three");

        Assert.Equal(3, _gateway.Rows("select count(*) from turns", static row => row.GetInt64(0))[0]);
        Assert.Equal(["telegram:7"], _gateway.Rows("select key from sessions", static row => row.GetString(0)));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    public void PageOfAProxy_IsNoWordAboutTheToken(int status)
    {
        _telegram.PageStatus = status;
        Listen(_telegram);
        Until(() => State == $"127.0.0.1 answered {status}, and not as a Bot API does");
        Assert.Equal(
            [State],
            _gateway
                .Run(() => _gateway.Gateway.Channels.CheckAsync(TestContext.Current.CancellationToken))
                .Select(static look => look.Check.Detail)
        );

        _telegram.PageStatus = null;
        SayTo(_telegram, "hello");
        _telegram.PageStatus = status;
        _telegram.Say("and bye");
        Until(() => State is not null);
        _telegram.PageStatus = null;
        Until(() => _telegram.Sent.Count == 2);
    }

    [Fact]
    public void QuietBot_IsKnownToBeWellAtOnce()
    {
        Listen(_telegram, "poll_timeout = \"90s\"");
        _gateway.UntilOutside(() => State is null);

        _telegram.PollTrouble = (500, "Internal Server Error");
        _telegram.Say("wakes the question that is held open");
        Until(() => State == "Internal Server Error");
        _telegram.PollTrouble = null;
        Until(() => State is null && _telegram.Sent.Count == 1);
    }

    [Fact]
    public void Album_WhosePicturesComeInSeveralAnswers_IsOneMessage()
    {
        Listen(_telegram);
        Until(() => State is null);

        SayTo(_telegram, "before");
        var first = Picture("A");
        _gateway.UntilOutside(() => _telegram.Polled.Contains(first));
        Picture("A");
        Picture("A", "look at these");
        Until(() => _telegram.Sent.Count == 2);
        Picture("B");
        Until(() => _telegram.Sent.Count == 3);

        Assert.Equal(
            [0, 3, 1],
            _gateway
                .Rows("select message from turns order by id", static row => row.GetString(0))
                .Select(static message => message.Split("photo.jpg").Length - 1)
        );
        Until(() => _telegram.Unconfirmed == 0);
    }

    [Fact]
    public void Album_ThatIsForAnotherBot_IsNotHeardInParts()
    {
        Listen(_telegram, "groups = { \"-5\" = { require_mention = false } }");
        var group = new JsonObject { ["id"] = -5, ["type"] = "group" };
        var photo = new JsonArray(new JsonObject { ["file_id"] = "x" });
        var command = new JsonArray(
            new JsonObject
            {
                ["type"] = "bot_command",
                ["offset"] = 0,
                ["length"] = 15,
            }
        );

        _telegram.Say(
            "",
            more: new JsonObject
            {
                ["text"] = null,
                ["media_group_id"] = "A",
                ["chat"] = group,
                ["photo"] = photo,
                ["caption"] = "/draw@other_bot",
                ["caption_entities"] = command,
            }
        );
        var last = _telegram.Say(
            "",
            more: new JsonObject
            {
                ["text"] = null,
                ["media_group_id"] = "A",
                ["chat"] = group.DeepClone(),
                ["photo"] = photo.DeepClone(),
            }
        );
        Until(() => _telegram.IsConfirmed(last));

        Assert.Empty(_gateway.Rows("select id from turns", static row => row.GetInt64(0)));
    }

    private long Picture(string album, string? caption = null) =>
        _telegram.Attach("photo", new JsonArray(new JsonObject { ["file_id"] = "x" }), caption, album);

    /// <summary>What is wrong; null when nothing is.</summary>
    private string? State => _gateway.Gateway.Channels.TroubleOf("telegram")?.Reason;

    private void SayTo(TelegramDouble telegram, string text)
    {
        var answers = telegram.Sent.Count;
        telegram.Say(text);
        Until(() => telegram.Sent.Count > answers);
    }
}
