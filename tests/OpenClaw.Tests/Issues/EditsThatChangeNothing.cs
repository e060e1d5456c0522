using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>Telegram tells of an edit when it has looked where a link leads, too. The message was answered a second time.</summary>
public sealed class EditsThatChangeNothing
{
    [Fact]
    public void Edit_OfTheSameWords_IsNoSecondTurn()
    {
        using var gateway = new TestGateway();
        gateway["big"].Answers("first").Answers("second").Answers("third");
        InboundMessage Said(string text, long edit) => gateway.Message(text) is var m ? m with { Identity = m.Identity with { MessageId = "9", Edit = edit } } : m;
        gateway.EndOf(gateway.Say(Said("see https://example.org", 0)));

        var same = gateway.Say(Said("see https://example.org", 1767600060));
        gateway.EndOf(gateway.Say(Said("see https://example.com", 1767600070)));
        var sameAgain = gateway.Say(Said("see https://example.com", 1767600080));

        Assert.IsType<TurnOutcome.Duplicate>(same.Outcome);
        Assert.IsType<TurnOutcome.Duplicate>(sameAgain.Outcome);
        Assert.Equal(2, gateway["big"].Requests.Count);
        // Back to what it said first is a change.
        gateway.EndOf(gateway.Say(Said("see https://example.org", 1767600090)));
    }
}
