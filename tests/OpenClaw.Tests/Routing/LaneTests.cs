using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Routing;

/// <summary>What happens to messages that arrive while a session has a turn.</summary>
public sealed class LaneTests
{
    private static string Config(string rule) =>
        $"""
            {TestGateway.DefaultConfig}
            [[sessions]]
            name = "all"
            {rule}
            """;

    [Fact]
    public void Followup_SecondMessage_WaitsForTheFirst()
    {
        using var gateway = new TestGateway();
        gateway["big"].AnswersAfter(TimeSpan.FromSeconds(5), "one").Answers("two");

        var first = gateway.Say("a");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        var second = gateway.Say("b");
        Assert.Equal(1, Assert.IsType<TurnOutcome.Queued>(second.Outcome).Ahead);
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("one", gateway.EndOf(first).Reply);
        Assert.Equal("two", gateway.EndOf(second).Reply);
    }

    [Fact]
    public void Sessions_Two_DoNotWaitForEachOther()
    {
        using var gateway = new TestGateway();
        gateway["big"].NeverAnswers().Answers("hi b");

        gateway.Say("a", session: "a");
        gateway.Until(() => gateway["big"].Requests.Count == 1);

        Assert.Equal("hi b", gateway.Ask("b", session: "b").Reply);
    }

    [Fact]
    public void Steer_MessageOfTheSameSender_IsSeenBeforeTheNextModelCall()
    {
        using var gateway = new TestGateway(Config("queue = \"steer\""));
        gateway["big"].Then(new() { Delay = TimeSpan.FromSeconds(5), Calls = [("read", """{"path":"x.txt"}""")] }).Answers("both");

        var first = gateway.Say("start");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        var second = gateway.Say("and also this");
        var stranger = gateway.Say("not mine", user: "eve");
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("both", gateway.EndOf(first).Reply);
        Assert.Equal(TurnStates.Joined, gateway.EndOf(second).State);
        var asked = gateway["big"].Requests[1].Messages;
        Assert.Contains(asked, m => m.Text.StartsWith("and also this"));
        Assert.DoesNotContain(asked, m => m.Text.StartsWith("not mine"));
        Assert.DoesNotContain(
            gateway.Events.OfType<GatewayEvent.TurnEnded>(),
            e => e.Turn == stranger.Turn && e.State == TurnStates.Joined
        );
    }

    [Fact]
    public void Interrupt_MessageOfTheSameSender_StopsTheRunningTurn()
    {
        using var gateway = new TestGateway(Config("queue = \"interrupt\""));
        gateway["big"].NeverAnswers().Answers("new");

        var first = gateway.Say("old");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        var second = gateway.Say("new");

        Assert.Equal(TurnStates.Stopped, gateway.EndOf(first).State);
        Assert.Equal("new", gateway.EndOf(second).Reply);
    }

    [Fact]
    public void Interrupt_MessageOfAnother_Follows()
    {
        using var gateway = new TestGateway(Config("queue = \"interrupt\""));
        gateway["big"].AnswersAfter(TimeSpan.FromSeconds(5), "mine").Answers("theirs");

        var first = gateway.Say("old");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        gateway.Say("new", user: "eve");
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("mine", gateway.EndOf(first).Reply);
    }

    [Fact]
    public void Collect_SeveralMessages_BecomeOneTurn()
    {
        using var gateway = new TestGateway(Config("queue = \"collect\"\ndebounce = \"2s\""));
        gateway["big"].Answers("all three");

        var first = gateway.Say("one");
        var second = gateway.Say("two");
        gateway.Clock.Advance(TimeSpan.FromSeconds(2));
        gateway.Loop.RunUntilIdle();
        var third = gateway.Say("three");
        gateway.Clock.Advance(TimeSpan.FromSeconds(2));
        gateway.Loop.RunUntilIdle();
        gateway.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("all three", gateway.EndOf(first).Reply);
        Assert.Equal(TurnStates.Joined, gateway.EndOf(second).State);
        Assert.Equal(TurnStates.Joined, gateway.EndOf(third).State);
        Assert.Equal(["one", "two", "three"], gateway.Transcript().OfType<Entry.User>().Select(static u => u.Text));
        Assert.Single(gateway["big"].Requests);
    }

    [Fact]
    public void Lane_Full_RefusesAndSaysSo()
    {
        using var gateway = new TestGateway(Config("queue_limit = 1"));
        gateway["big"].NeverAnswers();
        gateway.Say("runs");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        gateway.Say("waits");

        var refused = gateway.Say("too much");

        Assert.Contains("1 messages wait here already", Assert.IsType<TurnOutcome.Full>(refused.Outcome).Line);
    }

    [Fact]
    public void Accept_SameMessageTwice_IsOneMessage()
    {
        using var gateway = new TestGateway();
        gateway["big"].Answers("once");

        gateway.EndOf(gateway.Say("a", id: "77"));
        var again = gateway.Say("a", id: "77");

        Assert.IsType<TurnOutcome.Duplicate>(again.Outcome);
        Assert.Single(gateway["big"].Requests);
    }
}
