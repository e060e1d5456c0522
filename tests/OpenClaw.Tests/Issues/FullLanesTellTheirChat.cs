using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>A message that a full lane did not take was lost on people of a chat: only the control socket was told.</summary>
public sealed class FullLanesTellTheirChat
{
    [Fact]
    public void FullLane_PeopleOfItsChat_HearOfItOnceUntilATurnStarts()
    {
        using var gateway = new TestGateway(TestGateway.DefaultConfig + "\n[[sessions]]\nname = \"all\"\nqueue_limit = 1\n");
        gateway["big"].NeverAnswers();
        InboundMessage FromAChat(string text) => gateway.Message(text) with { ReplyTo = new ReplyAddress("telegram", "", "7") };
        gateway.Say(FromAChat("runs"));
        gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        gateway.Say(FromAChat("waits"));

        Assert.All(
            [gateway.Say(FromAChat("too much")), gateway.Say(FromAChat("too much again"))],
            static a => Assert.IsType<TurnOutcome.Full>(a.Outcome)
        );

        var told = Assert.Single(gateway.Rows("select text from outbox", static row => row.GetString(0)));
        Assert.StartsWith("1 messages wait here already", told);
    }

    [Fact]
    public void FullLane_WhenItHasRoomAgain_TheOthersAreCountedInOneLine()
    {
        using var gateway = new TestGateway(
            TestGateway.DefaultConfig + "\n[[sessions]]\nname = \"all\"\nqueue_limit = 1\nqueue = \"followup\"\n"
        );
        gateway["big"].AnswersAfter(TimeSpan.FromSeconds(5), "first").Answers("second");
        InboundMessage FromAChat(string text) => gateway.Message(text) with { ReplyTo = new ReplyAddress("telegram", "", "7") };
        gateway.Say(FromAChat("runs"));
        gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        var waits = gateway.Say(FromAChat("waits"));
        foreach (var text in (string[])["one", "two", "three"])
        {
            gateway.Say(FromAChat(text));
        }

        gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        gateway.EndOf(waits);

        var told = gateway.Rows("select text from outbox order by id", static row => row.GetString(0));
        Assert.Equal(
            ["first", "2 more messages were not taken while the queue was full. Send them again if they still matter.", "second"],
            told.Skip(1)
        );
    }
}
