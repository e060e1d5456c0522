using OpenClaw.Delivery.Outbound;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Delivery;

/// <summary>The end of a turn and its reply's way out, on the real gateway with a channel that is not.</summary>
public sealed class DeliverStageTests : IDisposable
{
    private const string Config =
        TestGateway.DefaultConfig
        + """


            [[policies.guarded.rules]]
            name = "may write to the owner"
            tools = ["message"]
            targets = ["telegram:1", "slack:C1:thread:17.5"]
            action = "allow"

            [[sessions]]
            name = "hasty"
            match = { chat = "hasty" }
            delivery_ttl = "10m"

            [[sessions]]
            name = "quiet"
            match = { chat = "quiet" }
            deliver = false
            """;

    private readonly FakeChannel _telegram = new("telegram", TimeProvider.System);
    private readonly FakeChannel _slack = new("slack", TimeProvider.System);
    private readonly TestGateway _gateway;

    public DeliverStageTests() => _gateway = new TestGateway(Config, _telegram, _slack);

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Reply_ToAChannel_IsPendingWithTheTurnAndThenSent()
    {
        _gateway["big"].Answers("hi there");

        Say("hello", "telegram:1");
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "sent");

        Assert.Equal(
            ["pending", "ended", "sent"],
            _gateway
                .Events.Select(static e =>
                    e switch
                    {
                        GatewayEvent.Delivered delivered => delivered.State,
                        GatewayEvent.TurnEnded => "ended",
                        _ => null,
                    }
                )
                .OfType<string>()
        );
        Assert.Equal(["hi there"], _telegram.Tried);
        Assert.Equal(new TurnId(1), _telegram.Attempts[0].Message.Turn);
    }

    [Fact]
    public void Reply_KilledWhileItIsSent_IsUnknownAndTheNextOneGoes()
    {
        _gateway["big"].Answers("one").Answers("two");
        _telegram.ThenHangs();
        Say("hello", "telegram:1");
        _gateway.Until(() => _telegram.Attempts.Count == 1);

        _gateway.Kill();
        _gateway.Start();
        Say("again", "telegram:1");
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "sent");

        Assert.Equal(["unknown", "sent"], _gateway.Rows("select state from outbox order by id", static row => row.GetString(0)));
        Assert.Equal(["one", "two"], _telegram.Tried);
    }

    [Theory]
    [InlineData("NO_REPLY")]
    [InlineData(" NO_REPLY\n")]
    public void Reply_ThatIsNone_StaysInTheTranscriptAndIsSentToNobody(string answer)
    {
        _gateway["big"].Answers(answer);

        var ended = _gateway.EndOf(Say("anything new?", "telegram:1"));

        Assert.Equal(("answered", null), (ended.State, ended.Reply));
        Assert.Equal(answer, _gateway.Transcript().OfType<Entry.Assistant>().Single().Text);
        Assert.Empty(_gateway.Rows("select id from outbox", static row => row.GetInt64(0)));
        Assert.Empty(_gateway.Events.OfType<GatewayEvent.Delivered>());
    }

    [Fact]
    public void Reply_ThatOnlySpeaksOfTheWord_IsSent()
    {
        _gateway["big"].Answers("I would say NO_REPLY");

        Assert.Equal("I would say NO_REPLY", _gateway.EndOf(Say("what would you say?", "telegram:1")).Reply);
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "sent");
    }

    [Theory]
    [InlineData("Okay.\n\nNO_REPLY", "Okay.")]
    [InlineData("Okay.\r\n NO_REPLY \n", "Okay.")]
    [InlineData("NO_REPLY\nbut this", "NO_REPLY\nbut this")]
    public void Reply_ThatEndsWithTheWord_IsWhatStandsBeforeIt(string answer, string sent)
    {
        _gateway["big"].Answers(answer);

        Assert.Equal(sent, _gateway.EndOf(Say("hello", "telegram:1")).Reply);
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "sent");
        Assert.Equal([sent], _telegram.Tried);
    }

    [Fact]
    public void Reply_WhereNothingIsDelivered_IsNotSent()
    {
        _gateway["big"].Answers("noted");

        _gateway.EndOf(Say("hello", "telegram:1", session: "quiet"));

        Assert.Empty(_gateway.Rows("select id from outbox", static row => row.GetInt64(0)));
    }

    [Fact]
    public void Reply_UnderARuleThatIsHasty_IsNotSentAfterItsTime()
    {
        _gateway["big"].Answers("on my way");
        _telegram.Then(new SendOutcome.Later("busy", TimeSpan.FromHours(1)));
        Say("where are you?", "telegram:1", session: "hasty");
        _gateway.Until(() => _telegram.Attempts.Count == 1);
        _gateway.UntilAsked(() => _gateway.Rows("select state from outbox", static row => row.GetString(0)) is ["pending"]);

        _gateway.Clock.Advance(TimeSpan.FromMinutes(10));
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "expired");
    }

    [Fact]
    public void Reply_ToAnotherSessionOfTheTerminal_IsANoticeThere()
    {
        _gateway["big"].Answers("three new mails").Answers("yes");

        _gateway.EndOf(Say("check the mail", "local:main", session: "job"));
        var told = _gateway.Events.OfType<GatewayEvent.Delivered>().Single();
        _gateway.Ask("anything new?");

        Assert.Equal(("local:main", "sent", new SessionKey("local:main")), (told.To, told.State, told.Session));
        Assert.Equal("message from session local:job: three new mails", Assert.IsType<Entry.Notice>(_gateway.Transcript()[0]).Text);
        Assert.Contains(_gateway["big"].Requests[1].Messages, static m => m.Text.Contains("three new mails"));
    }

    [Fact]
    public void Command_ToAChannel_IsPendingAndThenSent()
    {
        Assert.IsType<TurnOutcome.Command>(Say("/help", "telegram:1").Outcome);
        _gateway.Wait<GatewayEvent.Delivered>(static e => e.State == "sent");

        Assert.Equal(["pending", "sent"], _gateway.Events.OfType<GatewayEvent.Delivered>().Select(static e => e.State));
        Assert.StartsWith("/status", _telegram.Attempts[0].Message.Text);
    }

    [Theory]
    [InlineData("telegram:1", "1", null)]
    [InlineData("slack:C1:thread:17.5", "C1", "17.5")]
    public void MessageTool_ToAChat_IsQueuedAndTheModelIsToldNoMore(string to, string chat, string? thread)
    {
        _gateway["big"].Calls("message", $$"""{"to":"{{to}}","text":"the backup is done"}""").Answers("told him");

        Assert.Equal("told him", _gateway.Ask("tell the owner").Reply);
        _gateway.Wait<GatewayEvent.Delivered>(e => e.State == "sent" && e.To == to);

        Assert.Equal($"queued for {to}", _gateway.Transcript().OfType<Entry.ToolResult>().Single().Text);
        var message = (to.StartsWith("slack") ? _slack : _telegram).Attempts.Single().Message;
        Assert.Equal(
            ("the backup is done", chat, thread, new SessionKey("local:main")),
            (message.Text, message.To.ChatId, message.To.Thread, message.Session)
        );
    }

    [Theory]
    [InlineData("discord:1")]
    [InlineData("telegram:")]
    [InlineData("slack:C1:thread:")]
    public void MessageTool_ToNobody_ModelIsToldWhoThereIs(string to)
    {
        _gateway["big"].Calls("message", $$"""{"to":"{{to}}","text":"hi"}""").Answers("sorry");

        _gateway.Ask("tell him");

        var result = _gateway.Transcript().OfType<Entry.ToolResult>().Single();
        Assert.Equal($"nobody is reached at '{to}': this gateway reaches local:..., telegram:..., slack:...", result.Text);
    }

    [Fact]
    public void Stop_WhileAReplyIsSent_WaitsForIt()
    {
        _gateway["big"].Answers("bye");
        var send = _telegram.ThenHangs();
        Say("hello", "telegram:1");
        _gateway.Until(() => _telegram.Attempts.Count == 1);

        Task? stopped = null;
        _gateway.Loop.Post(_ => stopped = _gateway.Gateway.StopAsync(TimeSpan.FromSeconds(10)), null);
        _gateway.Until(() => stopped is not null);
        send.SetResult(new SendOutcome.Sent("x"));
        _gateway.Until(() => stopped!.IsCompleted);
        _gateway.Start();

        Assert.Equal(["sent"], _gateway.Rows("select state from outbox", static row => row.GetString(0)));
    }

    private Accepted Say(string text, string replyTo, string session = "main") =>
        _gateway.Say(_gateway.Message(text, session) with { ReplyTo = ReplyAddress.Parse(replyTo) });
}
