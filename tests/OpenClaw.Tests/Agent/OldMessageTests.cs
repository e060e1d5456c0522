using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Agent;

/// <summary>Messages that waited while the gateway was not there.</summary>
public sealed class OldMessageTests
{
    [Fact]
    public void Start_MessagesThatWaited_AreAnsweredOldestFirst()
    {
        using var gateway = new TestGateway();
        gateway["big"].NeverAnswers();
        gateway.Say("first");
        gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        gateway.Say("second");
        gateway.Say("third");
        gateway.Kill();
        gateway["big"].Answers("1").Answers("2").Answers("3");
        gateway.Events.Clear();
        gateway.Start();

        gateway.Until(() => gateway.Events.OfType<GatewayEvent.TurnEnded>().Count() == 3);

        Assert.Equal(["1", "2", "3"], gateway.Events.OfType<GatewayEvent.TurnEnded>().Select(static e => e.Reply));
    }

    [Fact]
    public void Start_MessagesOlderThanMaxAge_AreNotAnsweredAndTheirSenderIsToldOnce()
    {
        using var gateway = new TestGateway(TestGateway.DefaultConfig + "\n[[sessions]]\nname = \"all\"\nmax_age = \"2h\"\n");
        gateway["big"].NeverAnswers();
        var running = gateway.Say("running");
        gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        gateway.Say("old");
        gateway.Say("old too");
        gateway.Kill();
        gateway.Clock.Advance(TimeSpan.FromHours(3));
        gateway["big"].Answers("the one that ran goes on");
        gateway.Start();

        gateway.EndOf(running);

        var ends = gateway.Events.OfType<GatewayEvent.TurnEnded>().Where(static e => e.State == TurnStates.Failed).ToList();
        Assert.All(
            ends,
            static e =>
                Assert.Equal(
                    "What was said here since Mon 2026-01-05 08:00 was not answered: the gateway was not running, and it is older than 2h (sessions[all].max_age). Say it again if it still matters.",
                    e.Reply
                )
        );
        // One of the two was sent, and the answer.
        Assert.Equal(2, gateway.Rows("select id from outbox", static row => row.GetInt64(0)).Count);
        Assert.Equal(
            [TurnStates.Answered, TurnStates.Failed, TurnStates.Failed],
            gateway.Rows("select state from turns order by id", static row => row.GetString(0))
        );
    }
}
