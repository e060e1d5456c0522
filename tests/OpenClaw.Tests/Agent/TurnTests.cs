using OpenClaw.Messages;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Agent;

/// <summary>A turn from the message to the reply, on the real gateway with scripted models.</summary>
public sealed class TurnTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Turn_ModelAnswers_ReplyIsInTranscriptAndOutbox()
    {
        _gateway["big"].Answers("hi there");

        var ended = _gateway.Ask("hello");

        Assert.Equal(("answered", "hi there", "big"), (ended.State, ended.Reply, ended.Model));
        Assert.Collection(
            _gateway.Transcript(),
            e => Assert.Equal("hello", Assert.IsType<Entry.User>(e).Text),
            e => Assert.Equal("hi there", Assert.IsType<Entry.Assistant>(e).Text)
        );
        Assert.Equal(["sent"], _gateway.Rows("select state from outbox", static row => row.GetString(0)));
    }

    [Fact]
    public void Turn_TwoSessions_SeeNothingOfEachOther()
    {
        _gateway["big"].Answers("noted").Answers("who?");

        _gateway.Ask("my name is Ada", session: "chat-a");
        _gateway.Ask("what is my name?", session: "chat-b");

        Assert.DoesNotContain(_gateway["big"].Requests[1].Messages, m => m.Text.Contains("Ada"));
    }

    [Fact]
    public void Turn_FirstModelDown_SecondAnswersInTheSameTurn()
    {
        _gateway["big"].Fails(new ModelFailure.Unreachable("connection refused"));
        _gateway["small"].Answers("small here");

        var ended = _gateway.Ask("hello");

        Assert.Equal(("small here", "small"), (ended.Reply, ended.Model));
        var entry = _gateway.Transcript().OfType<Entry.Assistant>().Single();
        Assert.Equal("unreachable", Assert.Single(entry.Failed!).Kind);
    }

    [Fact]
    public void Turn_AllModelsDown_OneHonestLineWithEachReason()
    {
        _gateway["big"].Fails(new ModelFailure.Unreachable("connection refused"));
        _gateway["small"].Fails(new ModelFailure.RateLimited("slow down"));

        var ended = _gateway.Ask("hello");

        Assert.Equal("failed", ended.State);
        Assert.Contains("big: unreachable", ended.Reply);
        Assert.Contains("small: rate limited", ended.Reply);
    }

    [Fact]
    public void Turn_NoModelAndToldToWait_SaysSoOnceAndAnswersWhenOneIsBack()
    {
        using var gateway = new TestGateway(
            TestGateway.DefaultConfig.Replace(
                "models = [\"big\", \"small\"]",
                "models = [\"big\"]\non_exhausted = \"wait\"\ncooldown = \"10s\""
            )
        );
        gateway["big"]
            .Fails(new ModelFailure.Unreachable("connection refused"))
            .Fails(new ModelFailure.Unreachable("connection refused"))
            .Answers("back");
        gateway["big"].ProbeFails = new ModelFailure.Unreachable("connection refused");

        var turn = gateway.Say("hello");
        var waiting = gateway.Wait<GatewayEvent.TurnWaiting>(e => e.Turn == turn.Turn);
        gateway.Until(() => gateway.Gateway.Lanes.Find(new SessionKey("local:main")) is { Asleep: not null });
        Assert.Equal("waiting", SessionService.StateOf(gateway.Gateway.Lanes.Find(new SessionKey("local:main"))));
        gateway.Clock.Advance(TimeSpan.FromSeconds(10));
        gateway.Until(() =>
            gateway["big"].Requests.Count == 2 && gateway.Gateway.Lanes.Find(new SessionKey("local:main")) is { Asleep: not null }
        );
        gateway.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("back", gateway.EndOf(turn).Reply);
        Assert.Contains("big: unreachable", waiting.Line);
        Assert.Single(gateway.Events.OfType<GatewayEvent.TurnWaiting>());
    }

    [Fact]
    public void Turn_AllowedCall_RunsAndItsResultGoesBack()
    {
        _gateway["big"].Calls("write", """{"path":"notes/a.txt","content":"milk"}""").Answers("written");

        var ended = _gateway.Ask("note milk");

        Assert.Equal("written", ended.Reply);
        Assert.Equal("milk", File.ReadAllText(Path.Combine(_gateway.Workspace, "notes/a.txt")));
        Assert.Equal(["finished"], _gateway.Rows("select state from effects", static row => row.GetString(0)));
        Assert.Equal(
            ["Tool"],
            _gateway["big"].Requests[1].Messages.TakeLast(1).Select(static m => char.ToUpperInvariant(m.Role.Value[0]) + m.Role.Value[1..])
        );
    }

    [Fact]
    public void Turn_DeniedCall_ModelIsToldRuleAndPlace()
    {
        _gateway["big"].Calls("write", """{"path":"secret/key","content":"x"}""").Answers("I may not");

        _gateway.Ask("write it");

        var result = _gateway.Transcript().OfType<Entry.ToolResult>().Single();
        Assert.True(result.Failed);
        Assert.Matches(@"denied by policy 'guarded', rule 'no secrets' openclaw\.toml:\d+: not for models", result.Text);
        Assert.False(File.Exists(Path.Combine(_gateway.Workspace, "secret/key")));
    }

    [Fact]
    public void Turn_SystemPrompt_IsTheSameFromTurnToTurn()
    {
        _gateway["big"].Answers("a").Answers("b");

        _gateway.Ask("one");
        _gateway.Clock.Advance(TimeSpan.FromHours(3));
        _gateway.Ask("two");

        var (first, second) = (_gateway["big"].Requests[0], _gateway["big"].Requests[1]);
        Assert.Equal(first.System, second.System);
        // The transcript only grows at its end: a server that keeps its cache re-reads only what is new.
        Assert.Equal(first.Messages.Select(static m => m.Text), second.Messages.Take(first.Messages.Count).Select(static m => m.Text));
    }

    [Fact]
    public void Turn_ModelCallsForEver_EndsAtTheLimit()
    {
        for (var i = 0; i < 40; i++)
        {
            _gateway["big"].Calls("read", $$"""{"path":"f{{i}}"}""");
        }

        var ended = _gateway.Ask("loop");

        Assert.Equal("failed", ended.State);
        Assert.Contains("agent.max_steps", ended.Reply);
        Assert.Equal(30, _gateway["big"].Requests.Count);
    }

    [Fact]
    public void Turn_TakesTooLong_EndsAtTheLimit()
    {
        _gateway["big"].NeverAnswers();
        _gateway["small"].NeverAnswers();
        var said = _gateway.Say("hello");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);

        for (var minutes = 0; minutes < 31; minutes++)
        {
            _gateway.Clock.Advance(TimeSpan.FromMinutes(1));
            _gateway.Loop.RunUntilIdle();
        }

        Assert.Equal("failed", _gateway.EndOf(said).State);
    }

    [Fact]
    public void Stop_WhileTheModelThinks_EndsTheTurnAndTheSessionGoesOn()
    {
        _gateway["big"].NeverAnswers().Answers("fresh");
        var said = _gateway.Say("hello");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);

        var stopped = _gateway.Say("/stop");

        Assert.Equal("Stopped.", Assert.IsType<TurnOutcome.Command>(stopped.Outcome).Reply);
        Assert.Equal(TurnStates.Stopped, _gateway.EndOf(said).State);
        Assert.Equal(1, _gateway["big"].Cancelled);
        Assert.Equal("fresh", _gateway.Ask("again").Reply);
    }

    [Fact]
    public void New_AfterATurn_ForgetsInThePromptAndKeepsOnDisk()
    {
        _gateway["big"].Answers("a").Answers("b");
        _gateway.Ask("remember 42");

        _gateway.Say("/new");
        _gateway.Ask("what was it?");

        Assert.DoesNotContain(_gateway["big"].Requests[1].Messages, m => m.Text.Contains("42"));
        Assert.Contains(_gateway.Transcript(), e => e is Entry.User { Text: "remember 42" });
    }

    [Fact]
    public void Start_IsGreetedAndGetsTheHelp()
    {
        var greeted = Assert.IsType<TurnOutcome.Command>(_gateway.Say("/start").Outcome).Reply;

        Assert.StartsWith("Hello, I am Claw", greeted);
        Assert.EndsWith(Assert.IsType<TurnOutcome.Command>(_gateway.Say("/help").Outcome).Reply, greeted);
    }

    [Theory]
    [InlineData("/etc/passwd is what?")]
    [InlineData("a /stop in the middle")]
    public void Command_TextThatOnlyLooksLikeOne_GoesToTheModel(string text)
    {
        _gateway["big"].Answers("ok");

        Assert.Equal("ok", _gateway.Ask(text).Reply);
    }

    [Fact]
    public void Model_ChosenByOwner_IsAskedFirst()
    {
        _gateway["small"].Answers("small first");

        var chosen = _gateway.Say("/model small");
        var refused = _gateway.Say("/model big", user: "eve");

        Assert.Contains("small is tried first", Assert.IsType<TurnOutcome.Command>(chosen.Outcome).Reply);
        Assert.Contains("Only an owner", Assert.IsType<TurnOutcome.Command>(refused.Outcome).Reply);
        Assert.Equal("small", _gateway.Ask("hi").Model);
    }

    [Fact]
    public void Restart_InTheMiddleOfATurn_GoesOnFromItsLastEntry()
    {
        _gateway["big"].Calls("write", """{"path":"notes/a.txt","content":"milk"}""").NeverAnswers();
        var said = _gateway.Say("note milk");
        _gateway.Until(() => _gateway["big"].Requests.Count == 2);
        _gateway.Kill();

        // The model that never answered is gone with the process; the next one is asked with the same transcript.
        _gateway["big"].Answers("done");
        _gateway.Start();

        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Single(_gateway.Rows("select 1 from effects", static row => row.GetInt64(0)));
    }

    [Fact]
    public void Restart_QueuedMessages_AreAnsweredInOrder()
    {
        _gateway["big"].NeverAnswers();
        var first = _gateway.Say("one");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        var second = _gateway.Say("two");
        _gateway.Kill();

        _gateway["big"].Answers("1").Answers("2");
        _gateway.Start();

        Assert.Equal("1", _gateway.EndOf(first).Reply);
        Assert.Equal("2", _gateway.EndOf(second).Reply);
    }

    [Fact]
    public void Restart_CommandWasRunning_IsUnknownAndNotRunAgain()
    {
        _gateway.Configure(TestGateway.DefaultConfig.Replace("exec = \"ask\"", "exec = \"allow\""));
        _gateway.Kill();
        _gateway.Start();
        _gateway["big"].Calls("exec", """{"command":"sh -c 'echo ran >> log; sleep 600'"}""");
        var said = _gateway.Say("run it");
        _gateway.UntilOutside(() => File.Exists(Path.Combine(_gateway.Workspace, "log")));
        _gateway.Kill();

        _gateway["big"].Answers("I looked");
        _gateway.Start();

        Assert.Equal("I looked", _gateway.EndOf(said).Reply);
        Assert.Equal("ran\n", File.ReadAllText(Path.Combine(_gateway.Workspace, "log")));
        Assert.Equal(["unknown"], _gateway.Rows("select state from effects", static row => row.GetString(0)));
        Assert.StartsWith("unknown:", _gateway.Transcript().OfType<Entry.ToolResult>().Single().Text);
    }

    [Fact]
    public void Message_ToAnotherSession_ArrivesThereAfterApproval()
    {
        _gateway["big"].Calls("message", """{"to":"kitchen","text":"dinner"}""").Answers("told them");
        var said = _gateway.Say("tell the kitchen");

        var id = _gateway.AskedBy(said);
        _gateway.Say($"/approve {id}");

        Assert.Equal("told them", _gateway.EndOf(said).Reply);
        Assert.Contains("dinner", Assert.IsType<Entry.Notice>(_gateway.Transcript("local:kitchen").Single()).Text);
    }

    [Fact]
    public void NobodyFailed_Quietly() => Assert.Empty(_gateway.Failures);
}
