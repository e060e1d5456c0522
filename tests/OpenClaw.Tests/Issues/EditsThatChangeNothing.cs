using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>Telegram tells of an edit when it has looked where a link leads, too. The message was answered a second time.</summary>
public sealed class EditsThatChangeNothing
{
    [Fact]
    public void Edit_OfTheSameWords_IsNoSecondTurn()
    {
        using var gateway = new TestGateway();
        gateway["big"].Answers("first").Answers("second").Answers("third");
        gateway.EndOf(gateway.Say(Said(gateway, "see https://example.org", 0)));

        var same = gateway.Say(Said(gateway, "see https://example.org", 1767600060));
        gateway.EndOf(gateway.Say(Said(gateway, "see https://example.com", 1767600070)));
        var sameAgain = gateway.Say(Said(gateway, "see https://example.com", 1767600080));

        Assert.IsType<TurnOutcome.Duplicate>(same.Outcome);
        Assert.IsType<TurnOutcome.Duplicate>(sameAgain.Outcome);
        Assert.Equal(2, gateway["big"].Requests.Count);
        // Back to what it said first is a change.
        gateway.EndOf(gateway.Say(Said(gateway, "see https://example.org", 1767600090)));
    }

    [Fact]
    public void Edit_OfACommand_CarriesNothingOut()
    {
        using var gateway = new TestGateway();
        gateway["big"].Answers("hello");
        gateway.Ask("remember me");
        gateway.Say(Said(gateway, "/help", 0));

        var edited = gateway.Say(Said(gateway, "/new", 1767600060));

        Assert.Contains("send it as a new message", Assert.IsType<TurnOutcome.Command>(edited.Outcome).Reply);
        Assert.NotEmpty(gateway.Transcript());
    }

    [Fact]
    public void Edit_OfWordsIntoACommand_IsTheCommand()
    {
        using var gateway = new TestGateway();
        gateway["big"].Answers("hello");
        gateway.EndOf(gateway.Say(Said(gateway, "help", 0)));

        var edited = gateway.Say(Said(gateway, "/help", 1767600060));

        Assert.DoesNotContain("send it as a new message", Assert.IsType<TurnOutcome.Command>(edited.Outcome).Reply);
    }

    private static InboundMessage Said(TestGateway gateway, string text, long edit) =>
        gateway.Message(text) is var m ? m with { Identity = m.Identity with { MessageId = "9", Edit = edit } } : m;
}
