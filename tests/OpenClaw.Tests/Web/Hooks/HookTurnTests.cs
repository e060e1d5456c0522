using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Web.Hooks;

/// <summary>A webhook's message inside the gateway.</summary>
public sealed class HookTurnTests : IDisposable
{
    private readonly TestGateway _gateway = new(TestGateway.DefaultConfig);

    public HookTurnTests()
    {
        _gateway.Folder.Write("secret", "0123456789abcdef");
        _gateway.Reload(
            TestGateway.DefaultConfig
                + """

                [web]
                listen = "127.0.0.1:0"

                [hooks.look]
                token = { file = "secret" }
                prompt = "x"

                [hooks.work]
                token = { file = "secret" }
                prompt = "x"
                policy = "guarded"
                """
        );
    }

    public void Dispose()
    {
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Web.StopAsync();
            return true;
        });
        _gateway.Dispose();
    }

    [Fact]
    public void Tool_ThatReadOnlyDoesNotAllow_IsNotRun()
    {
        _gateway["big"].Calls("session", """{"action":"list"}""").Answers("so be it");

        var end = _gateway.EndOf(_gateway.Say(Message("look", "1")));

        Assert.Equal("so be it", end.Reply);
        // Nobody showed it to the model, so it is not even asked for.
        Assert.DoesNotContain(_gateway.Events, static happened => happened is GatewayEvent.ToolDecided);
        Assert.Empty(_gateway.Rows("select call from effects", static row => row.GetString(0)));
    }

    [Fact]
    public void Command_OfTheChat_IsNone()
    {
        _gateway["big"].Answers("words");

        Assert.Equal("words", _gateway.EndOf(_gateway.Say(Message("look", "1", "/new"))).Reply);
    }

    [Fact]
    public void Reminder_ThatItsTurnSet_ComesToItsSession()
    {
        _gateway["big"]
            .Calls("remind", """{"action":"set","when":"in 10 minutes","text":"look again"}""")
            .Answers("set")
            .Answers("looked again");
        _gateway.EndOf(_gateway.Say(Message("work", "1")));

        _gateway.Pass(TimeSpan.FromMinutes(11));

        Assert.Contains(
            _gateway.Events.OfType<GatewayEvent.TurnEnded>(),
            ended => ended is { Reply: "looked again", Session.Value: "hook:work" }
        );
    }

    [Fact]
    public void Hook_ThatIsNotThere_IsRefused() =>
        Assert.IsType<OpenClaw.Turns.TurnOutcome.Refused>(_gateway.Say(Message("gone", "1")).Outcome);

    private InboundMessage Message(string hook, string id, string text = "[hook] x") =>
        new()
        {
            Identity = new MessageIdentity("hook", "", hook, id),
            Sender = new Sender("hook", hook),
            Chat = new Chat("hook", "", hook, ChatKind.Direct),
            Text = text,
            ReceivedAt = _gateway.Clock.GetUtcNow(),
            Origin = Origin.Hook,
        };
}
