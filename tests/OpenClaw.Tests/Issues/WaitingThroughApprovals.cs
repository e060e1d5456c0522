using OpenClaw.Control.Api;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Issues;

/// <summary>A script that sent with <c>--wait</c> was told that a call asks, as if that were its end; nothing let it wait for what came of
/// it.</summary>
public sealed class WaitingThroughApprovals
{
    private const string Touch = """{"command":"touch made"}""";

    [Fact]
    public async Task Watch_ThatWaitsThroughApprovals_TellsOfTheQuestionAndEndsWithTheAnswer()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("exec", Touch).Answers("made");
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
    public async Task Watch_ThatWaitsThroughApprovals_IsNotEndedByWhatIsSaidMeanwhile()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("exec", Touch).Answers("it waits").Answers("made");
        using var watch = new TurnWatch(gateway.Gateway.Events) { ThroughApprovals = true };
        var said = gateway.Say("make it");
        var end = watch.OfAsync(said.Turn, said.Session, TestContext.Current.CancellationToken);
        var id = gateway.AskedBy(said);

        Assert.Equal("it waits", gateway.Ask("what of it?").Reply);
        Assert.False(end.IsCompleted);
        gateway.Say($"/approve {id}");
        gateway.EndOf(said);

        Assert.Equal("made", Assert.IsType<GatewayEvent.TurnEnded>(await end).Reply);
    }

    [Fact]
    public async Task Watch_BehindAnEarlierMessageThatAsks_EndsWithItsOwnAnswer()
    {
        using var gateway = new TestGateway();
        gateway["big"].Then(new() { Delay = TimeSpan.FromSeconds(5), Calls = [("exec", Touch)] }).Answers("noon");
        var first = gateway.Say("make it");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        var told = new List<GatewayEvent>();
        using var watch = new TurnWatch(gateway.Gateway.Events) { Delayed = told.Add };
        var behind = gateway.Say("and what time is it?");
        var end = watch.OfAsync(behind.Turn, behind.Session, TestContext.Current.CancellationToken);

        gateway.Clock.Advance(TimeSpan.FromSeconds(6));
        gateway.AskedBy(first);
        gateway.EndOf(behind);

        Assert.Equal("noon", Assert.IsType<GatewayEvent.TurnEnded>(await end).Reply);
        Assert.Empty(told);
    }

    [Fact]
    public void Send_BehindAMessageThatAsksAlready_IsAnswered()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("exec", Touch).Answers("noon");
        gateway.AskedBy(gateway.Say("make it"));

        var answer = gateway.Control("send", """{"session":"local:main","text":"and the time?","wait":true}""");

        Assert.Contains("\"state\":\"answered\"", answer);
        Assert.Contains("\"reply\":\"noon\"", answer);
    }

    [Fact]
    public async Task Watch_WithoutThat_EndsWithTheQuestion()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("exec", Touch);
        using var watch = new TurnWatch(gateway.Gateway.Events);
        var said = gateway.Say("make it");
        var end = watch.OfAsync(said.Turn, said.Session, TestContext.Current.CancellationToken);
        gateway.AskedBy(said);

        Assert.IsType<GatewayEvent.ApprovalAsked>(await end);
    }
}
