using OpenClaw.Control.Api;
using OpenClaw.Messages;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>What a model had said when its turn was stopped was gone: from the transcript, from the chat that had watched it come, and for
/// the model.</summary>
public sealed class StoppedAnswersAreKept
{
    [Fact]
    public void Stop_InTheMiddleOfAnAnswer_KeepsItsWordsAndTheModelReadsThem()
    {
        using var gateway = new TestGateway();
        gateway["big"].HangsAfter("The first half of it").Answers("fresh");
        Stop(gateway, gateway.Say("tell me"));

        Assert.Contains("The first half of it", Bodies(gateway));
        Assert.Contains("\"cut\":\"stopped\"", Bodies(gateway));

        gateway.Ask("and now?");
        var shown = gateway["big"].Requests[^1].Messages.Select(static m => m.Text).ToList();
        var kept = shown.IndexOf("The first half of it");
        Assert.True(kept > 0, string.Join('|', shown));
        Assert.Contains("cut off", shown[kept + 1]);
    }

    [Fact]
    public void Stop_AfterACallWhileTheAnswerComes_KeepsBoth()
    {
        using var gateway = new TestGateway();
        gateway["big"].Calls("write", """{"path":"notes/a.txt","content":"x"}""").HangsAfter("It is written and");
        Stop(gateway, gateway.Say("write it"), requests: 2);

        Assert.Equal(["User", "Assistant", "ToolResult", "Assistant", "Notice"], gateway.Transcript().Select(static e => e.GetType().Name));
        Assert.Contains("It is written and", Bodies(gateway));
    }

    [Fact]
    public void Stop_OfAnAnswerThatBeganAnewOnTheNextModel_KeepsOnlyWhatTheNextOneSaid()
    {
        using var gateway = new TestGateway();
        gateway["big"].BreaksAfter("void words", new ModelFailure.ServerError("gone"));
        gateway["small"].HangsAfter("words that count");
        var said = gateway.Say("tell me");
        gateway.Wait<GatewayEvent.TextDelta>(static e => e.Text.Contains("count"));
        gateway.Say("/stop");
        gateway.EndOf(said);

        Assert.DoesNotContain("void words", Bodies(gateway));
        Assert.Contains("words that count", Bodies(gateway));
        Assert.Contains("\"model\":\"small\"", Bodies(gateway));
    }

    [Fact]
    public void TimeLimit_InTheMiddleOfAnAnswer_KeepsItsWords()
    {
        using var gateway = new TestGateway(
            TestGateway.DefaultConfig.Replace("workspace = \"work\"", "workspace = \"work\"\nmax_turn_time = \"1m\"")
        );
        gateway["big"].HangsAfter("The first half of it");
        var said = gateway.Say("tell me");
        gateway.Wait<GatewayEvent.TextDelta>(static e => e.Text.EndsWith("it", StringComparison.Ordinal));
        gateway.Clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(TurnStates.Failed, gateway.EndOf(said).State);
        Assert.Contains("The first half of it", Bodies(gateway));
        Assert.Contains("\"cut\":\"Stopped after 1m (agent.max_turn_time).\"", Bodies(gateway));
    }

    [Fact]
    public void Stop_InAChatThatWatchedTheWordsCome_LeavesThemThere()
    {
        using var gateway = new TestGateway();
        gateway["big"].HangsAfter("The first half of it");
        var message = gateway.Message("tell me") with { ReplyTo = new ReplyAddress("telegram", "", "7") };
        Stop(gateway, gateway.Say(message));

        Assert.Contains("The first half of it\n\nStopped.", gateway.Rows("select text from outbox", static row => row.GetString(0)));
    }

    [Fact]
    public void Stop_BeforeTheFirstWord_AddsNoEmptyAnswer()
    {
        using var gateway = new TestGateway();
        gateway["big"].NeverAnswers();
        var said = gateway.Say("tell me");
        gateway.Until(() => gateway["big"].Requests.Count == 1);
        gateway.Say("/stop");
        gateway.EndOf(said);

        Assert.Equal(["User", "Notice"], gateway.Transcript().Select(static e => e.GetType().Name));
    }

    [Fact]
    public void Stop_WhileACommandRuns_KeepsWhatItHadPrinted()
    {
        using var gateway = new TestGateway(TestGateway.DefaultConfig.Replace("exec = \"ask\"", "exec = \"allow\""));
        gateway["big"].Calls("exec", """{"command":"echo first part; touch made; sleep 600","timeout":1500}""");
        var said = gateway.Say("run it");
        // However long the machine takes to start it, no time passes that would count against it.
        gateway.UntilOutside(() => File.Exists(Path.Combine(gateway.Workspace, "made")));
        gateway.UntilOutside(() =>
        {
            // What a command prints is told a few times a second.
            gateway.Clock.Advance(TimeSpan.FromMilliseconds(500));
            return gateway.Events.OfType<GatewayEvent.ToolOutput>().Any(static e => e.Text.Contains("first part"));
        });

        gateway.Say("/stop");
        gateway.EndOf(said);

        Assert.Equal(
            "first part\n[stopped before it ended; what it had done until then stays done]",
            gateway.Transcript().OfType<Entry.ToolResult>().Single().Text
        );
    }

    [Fact]
    public void Wire_OfACutAnswer_SaysSo()
    {
        using var gateway = new TestGateway();
        gateway["big"].HangsAfter("The first half of it");
        Stop(gateway, gateway.Say("tell me"));

        var lines = gateway.Transcript().SelectMany(static (e, i) => SessionShapes.Of(new PlacedEntry(i, null, e, default)));
        Assert.Contains(lines, static line => line.ToString().Contains("Cut = stopped") && line.Text == "The first half of it");
    }

    private static void Stop(TestGateway gateway, Accepted said, int requests = 1)
    {
        gateway.Until(() => gateway["big"].Requests.Count == requests && gateway.Events.OfType<GatewayEvent.TextDelta>().Any());
        gateway.Say("/stop");
        Assert.Equal(TurnStates.Stopped, gateway.EndOf(said).State);
    }

    private static string Bodies(TestGateway gateway) =>
        string.Join('\n', gateway.Rows("select body from entries order by seq", static row => row.GetString(0)));
}
