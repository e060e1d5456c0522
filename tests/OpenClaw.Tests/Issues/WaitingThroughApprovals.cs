using OpenClaw.Control.Api;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>A script that sent with <c>--wait</c> was told that a call asks, as if that were its end; nothing let it wait for what came of
/// it.</summary>
public sealed class WaitingThroughApprovals
{
    [Fact]
    public async Task Watch_ThatWaitsThroughApprovals_TellsOfTheQuestionAndEndsWithTheAnswer()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("exec", """{"command":"touch made"}""").Answers("made");
        var told = new List<GatewayEvent>();
        using var watch = new TurnWatch(gateway.Gateway.Events) { ThroughApprovals = true, Delayed = told.Add };
        var said = gateway.Say("make it");
        var end = watch.OfAsync(said.Turn, said.Session, TestContext.Current.CancellationToken);
        var id = gateway.AskedBy(said);
        Assert.False(end.IsCompleted);

        gateway.Say($"/deny {id}");
        gateway.EndOf(said);

        Assert.Equal(id, Assert.IsType<GatewayEvent.ApprovalAsked>(Assert.Single(told)).Approval);
        Assert.Equal("made", Assert.IsType<GatewayEvent.TurnEnded>(await end).Reply);
    }

    [Fact]
    public async Task Watch_BehindAnEarlierMessageThatAsks_EndsWithItsQuestion()
    {
        using var gateway = new TestGateway();
        gateway["big"].Then(new() { Delay = TimeSpan.FromSeconds(5), Calls = [("exec", """{"command":"touch made"}""")] });
        var first = gateway.Say("make it");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        using var watch = new TurnWatch(gateway.Gateway.Events) { EndsBehindQuestions = true };
        var behind = gateway.Say("and what time is it?");
        var end = watch.OfAsync(behind.Turn, behind.Session, TestContext.Current.CancellationToken);

        gateway.Clock.Advance(TimeSpan.FromSeconds(6));
        var id = gateway.AskedBy(first);

        Assert.Equal(id, Assert.IsType<GatewayEvent.ApprovalAsked>(await end).Approval);
    }

    [Fact]
    public void Send_BehindAMessageThatAsksAlready_EndsWithItsQuestionAndStaysQueued()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("exec", """{"command":"touch made"}""").Answers("made").Answers("late");
        var id = gateway.AskedBy(gateway.Say("make it"));

        var answer = gateway.Control("send", """{"session":"local:main","text":"and the time?","wait":true}""");

        Assert.Contains("\"state\":\"asking\"", answer);
        Assert.Contains($"\"id\":\"{id}\"", answer);
        Assert.Contains($"waits for approval {id}", answer);
        gateway.Say($"/deny {id}");
        gateway.Wait<GatewayEvent.TurnEnded>(static e => e.Reply == "late");
    }

    [Fact]
    public async Task Watch_WithoutThat_EndsWithTheQuestion()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("exec", """{"command":"touch made"}""");
        using var watch = new TurnWatch(gateway.Gateway.Events);
        var said = gateway.Say("make it");
        var end = watch.OfAsync(said.Turn, said.Session, TestContext.Current.CancellationToken);
        gateway.AskedBy(said);

        Assert.IsType<GatewayEvent.ApprovalAsked>(await end);
    }
}
