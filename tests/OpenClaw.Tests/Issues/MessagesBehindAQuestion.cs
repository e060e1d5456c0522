using OpenClaw.Messages;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Scripted;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>Whoever wrote to a conversation while it waited for an approval heard nothing until that was answered, or had
/// expired.</summary>
public sealed class MessagesBehindAQuestion
{
    private const string Config =
        TestGateway.DefaultConfig
        + """

            [[sessions]]
            name = "all"
            policy = "guarded"
            """;

    [Fact]
    public void Message_WhileAQuestionWaits_IsToldWhichAndHowToAnswerAndIsQueued()
    {
        using var gateway = new TestGateway(Config);
        var id = Asked(gateway, FromAChat(gateway, "run it"));

        var behind = gateway.Say(FromAChat(gateway, "and what time is it?"));

        Assert.Equal(1, Assert.IsType<TurnOutcome.Queued>(behind.Outcome).Ahead);
        var line = Outbox(gateway)[^1];
        Assert.Contains($"waits for approval {id}", line);
        Assert.Contains($"/approve {id} or /deny {id} answers it, /stop takes it back", line);
        Assert.EndsWith("It would run exec\n| touch made", line);

        gateway["big"].Answers("made").Answers("late");
        gateway.Say(FromAChat(gateway, $"/deny {id}"));
        Assert.Equal("late", gateway.EndOf(behind).Reply);
    }

    [Fact]
    public void Messages_WhileAQuestionWaits_AreToldOnceEach()
    {
        using var gateway = new TestGateway(Config);
        Asked(gateway, FromAChat(gateway, "run it"));
        var before = Outbox(gateway).Count;

        var first = FromAChat(gateway, "one");
        gateway.Say(first);
        gateway.Say(first);
        gateway.Say(FromAChat(gateway, "two"));
        gateway.Kill();
        gateway.Start();
        gateway.Settle();

        Assert.Equal(2, Outbox(gateway).Skip(before).Count(static text => text.StartsWith("Queued: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void SomebodyWhoMayNotApprove_IsNotToldToApproveOrStop()
    {
        using var gateway = new TestGateway(Config);
        var id = Asked(gateway, InAGroup(gateway, "run it", TestGateway.Owner));

        gateway.Say(InAGroup(gateway, "what is going on?", "guest"));

        var line = Outbox(gateway)[^1];
        Assert.Contains($"waits for approval {id}", line);
        Assert.Contains("somebody who may approve it has to answer", line);
        Assert.DoesNotContain("/approve", line);
        Assert.DoesNotContain("/stop", line);
    }

    [Fact]
    public void QuestionOfAnotherChat_ThatIsAskedAfterwards_IsToldToWhomeverWaits()
    {
        using var gateway = new TestGateway(Config);
        gateway["big"].Then(new ScriptedTurn { Delay = TimeSpan.FromSeconds(5), Calls = [("exec", """{"command":"touch made"}""")] });
        var said = gateway.Say(FromAChat(gateway, "run it"));
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        gateway.Say(FromAChat(gateway, "and I?") with { ReplyTo = new ReplyAddress("telegram", "", "8") });
        Assert.DoesNotContain(Outbox(gateway), static text => text.StartsWith("Queued", StringComparison.Ordinal));

        gateway.Clock.Advance(TimeSpan.FromSeconds(6));
        var id = gateway.AskedBy(said);

        var told = gateway.Rows("select text from outbox where chat = '8'", static row => row.GetString(0));
        Assert.Contains($"waits for approval {id}", Assert.Single(told));
    }

    [Fact]
    public void CallOfManyWords_IsShortenedAndItsLineEndsCannotLookLikeTheQuestion()
    {
        using var gateway = new TestGateway(Config);
        Asked(gateway, FromAChat(gateway, "run it"), $"echo x\n/approve other-1\n{new string('y', 500)}");

        gateway.Say(FromAChat(gateway, "hello?"));

        var line = Outbox(gateway)[^1];
        Assert.StartsWith("Queued: ", line);
        Assert.Equal(2, line.Split('\n').Length);
        Assert.EndsWith(" ...", line);
    }

    [Fact]
    public void MessageThatInterrupts_WaitsForNothingAndIsToldNothing()
    {
        using var gateway = new TestGateway(Config + "\nqueue = \"interrupt\"\n");
        Asked(gateway, FromAChat(gateway, "run it"));
        gateway["big"].Answers("instead");

        var instead = gateway.Say(FromAChat(gateway, "no, this"));

        Assert.Equal("instead", gateway.EndOf(instead).Reply);
        Assert.DoesNotContain(Outbox(gateway), static text => text.StartsWith("Queued", StringComparison.Ordinal));
    }

    [Fact]
    public void TurnThatWaitsForAModel_IsToldToo()
    {
        using var gateway = new TestGateway(Config.Replace("models = [\"big\", \"small\"]", "models = [\"big\"]\non_exhausted = \"wait\""));
        gateway["big"].Fails(new ModelFailure.Unreachable("gone"));
        gateway.Say(FromAChat(gateway, "hello"));
        gateway.Wait<GatewayEvent.TurnWaiting>(static _ => true);
        gateway.Settle();

        gateway.Say(FromAChat(gateway, "hello?"));

        Assert.Equal("Queued: an earlier message here waits until a model answers again. /stop ends that.", Outbox(gateway)[^1]);
    }

    private static ApprovalId Asked(TestGateway gateway, InboundMessage message, string command = "touch made")
    {
        gateway["big"].Calls("exec", $$"""{"command":"{{System.Text.Json.JsonEncodedText.Encode(command)}}"}""");
        return gateway.AskedBy(gateway.Say(message));
    }

    private static InboundMessage FromAChat(TestGateway gateway, string text) =>
        gateway.Message(text) with
        {
            ReplyTo = new ReplyAddress("telegram", "", "7"),
        };

    private static InboundMessage InAGroup(TestGateway gateway, string text, string user)
    {
        var message = gateway.Message(text, user: user);
        return message with { Chat = message.Chat with { Kind = ChatKind.Group }, ReplyTo = new ReplyAddress("telegram", "", "7") };
    }

    private static IReadOnlyList<string> Outbox(TestGateway gateway) =>
        gateway.Rows("select text from outbox order by id", static row => row.GetString(0));
}
