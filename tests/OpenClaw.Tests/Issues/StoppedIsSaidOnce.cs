using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>Whoever said <c>/stop</c> in a chat read "Stopped." twice: from the command, and from the turn.</summary>
public sealed class StoppedIsSaidOnce
{
    [Fact]
    public void Stop_InTheChatOfTheTurn_IsSaidByTheCommandAlone()
    {
        using var gateway = new TestGateway();
        gateway["big"].NeverAnswers();
        var said = gateway.Say(In(gateway, "tell me", "7"));
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        gateway.Say(In(gateway, "/stop", "7"));

        // A draft that no answer replaces is taken back.
        Assert.Null(gateway.EndOf(said).Reply);
        Assert.Equal(["Stopped."], Sent(gateway));
    }

    [Fact]
    public void Stop_FromAnotherChatOfTheConversation_IsSaidInBoth()
    {
        using var gateway = new TestGateway();
        gateway["big"].NeverAnswers();
        var said = gateway.Say(In(gateway, "tell me", "7"));
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        gateway.Say(In(gateway, "/stop", "8"));
        gateway.EndOf(said);

        Assert.Equal(["Stopped.", "Stopped."], Sent(gateway));
    }

    private static InboundMessage In(TestGateway gateway, string text, string chat) =>
        gateway.Message(text) with
        {
            ReplyTo = new ReplyAddress("telegram", "", chat),
        };

    private static IReadOnlyList<string> Sent(TestGateway gateway) =>
        gateway.Rows("select text from outbox order by id", static row => row.GetString(0));
}
