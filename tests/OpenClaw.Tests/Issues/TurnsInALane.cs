using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>What comes from outside while a session has a turn.</summary>
public sealed class TurnsInALane : IDisposable
{
    private const string WriteCall = """{"path":"plan.txt","content":"v1"}""";

    private static readonly string s_collect =
        $"{TestGateway.DefaultConfig}\n[[sessions]]\nname = \"all\"\nqueue = \"collect\"\ndebounce = \"2s\"";

    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Collect_MessagesWhileACallIsAsked_AreTheirOwnTurnAndTakeTheDecidedOneNotAlong()
    {
        _gateway.Reload(s_collect);
        _gateway["big"].Calls("write", WriteCall).Answers("both heard").Answers("done");
        var first = _gateway.Say("write the plan");
        _gateway.Clock.Advance(TimeSpan.FromSeconds(2));
        var id = _gateway.AskedBy(first);
        var second = _gateway.Say("two");
        var third = _gateway.Say("three");

        // Decided while the two gather: it comes behind them, and is no message that they could join.
        _gateway.Say($"/approve {id}");
        _gateway.Loop.RunUntilIdle();
        _gateway.Clock.Advance(TimeSpan.FromSeconds(2));
        _gateway.Loop.RunUntilIdle();
        _gateway.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("both heard", _gateway.EndOf(second).Reply);
        Assert.Equal(TurnStates.Joined, _gateway.EndOf(third).State);
        Assert.Equal("done", _gateway.EndOf(first).Reply);
        Assert.Equal(["write the plan", "two", "three"], _gateway.Transcript().OfType<Entry.User>().Select(static u => u.Text));
    }

    [Fact]
    public void Message_IntoASessionWhoseTurnRuns_IsKeptAndTheTurnGoesOn()
    {
        _gateway.Reload(TestGateway.DefaultConfig.Replace("message = \"ask\"", "message = \"allow\""));
        _gateway["big"]
            .Then(new() { Delay = TimeSpan.FromSeconds(5), Calls = [("read", """{"path":"x.txt"}""")] })
            .Calls("message", """{"to":"kitchen","text":"dinner"}""")
            .Answers("told them")
            .Answers("kitchen done")
            .Answers("and now?");
        var kitchen = _gateway.Say("look", session: "kitchen");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);

        Assert.Equal("told them", _gateway.Ask("tell the kitchen").Reply);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("kitchen done", _gateway.EndOf(kitchen).Reply);

        // The running turn hears it before its next call, and the next turn sends the same prompt byte for byte.
        var heard = _gateway["big"].Requests[3].Messages;
        Assert.Contains(heard, m => m.Text.Contains("dinner"));
        _gateway.Ask("again", session: "kitchen");
        Assert.Equal(heard.Select(static m => m.Text), _gateway["big"].Requests[4].Messages.Take(heard.Count).Select(static m => m.Text));
    }

    [Fact]
    public void Message_IntoTheSessionItComesFrom_StandsAfterTheResults()
    {
        _gateway.Reload(TestGateway.DefaultConfig.Replace("message = \"ask\"", "message = \"allow\""));
        _gateway["big"].Calls("message", """{"to":"main","text":"note to self"}""").Answers("noted");

        Assert.Equal("noted", _gateway.Ask("remember").Reply);

        Assert.Equal(
            ["system", "user", "assistant", "tool", "user"],
            _gateway["big"].Requests[1].Messages.Select(static m => m.Role.Value)
        );
    }

    [Fact]
    public void New_WithACallAskedAndAMessageWaiting_WaitingOneBeginsAfresh()
    {
        _gateway["big"].Calls("write", WriteCall).NeverAnswers().Calls("write", WriteCall).Answers("fresh");
        var first = _gateway.Say("secret plan");
        _gateway.AskedBy(first);
        var running = _gateway.Say("and what else?");
        _gateway.Until(() => _gateway["big"].Requests.Count == 2);
        var second = _gateway.Say("write again");

        _gateway.Say("/new");

        Assert.Equal(TurnStates.Stopped, _gateway.EndOf(first).State);
        Assert.Equal(TurnStates.Stopped, _gateway.EndOf(running).State);
        var id = _gateway.AskedBy(second);
        Assert.DoesNotContain(_gateway["big"].Requests[2].Messages, m => m.Text.Contains("secret plan"));
        // Its own words are in the new context, also when it is read from the disk again.
        _gateway.Say($"/approve {id}");
        Assert.Equal("fresh", _gateway.EndOf(second).Reply);
        Assert.StartsWith("write again", _gateway["big"].Requests[3].Messages[1].Text);
        Assert.Equal(["withdrawn", "used"], _gateway.Rows("select state from approvals order by turn", static row => row.GetString(0)));
    }

    [Fact]
    public void Model_ChosenWhileATurnRuns_IsRemembered()
    {
        _gateway["big"].AnswersAfter(TimeSpan.FromSeconds(1), "slow");
        _gateway["small"].Answers("small");
        var said = _gateway.Say("hello");
        _gateway.Say("/model small");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        _gateway.EndOf(said);

        Assert.Equal("small", _gateway.Ask("again").Model);
    }

    [Fact]
    public void Reload_RuleAndChainGoneWhileATurnRuns_ItEndsOnTheDefaultChainAndMayDoNothing()
    {
        var chain = "\n[chains.other]\nmodels = [\"big\"]\n";
        _gateway.Reload($"{TestGateway.DefaultConfig}{chain}\n[[sessions]]\nname = \"all\"\nchain = \"other\"\npolicy = \"guarded\"");
        _gateway["big"]
            .Then(new() { Delay = TimeSpan.FromSeconds(5), Calls = [("write", """{"path":"notes/a.txt","content":"x"}""")] })
            .Answers("I may not");
        var said = _gateway.Say("write");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);

        _gateway.Reload(TestGateway.DefaultConfig);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("I may not", _gateway.EndOf(said).Reply);
        Assert.True(_gateway.Transcript().OfType<Entry.ToolResult>().Single().Failed);
        Assert.False(File.Exists(Path.Combine(_gateway.Workspace, "notes/a.txt")));
    }

    [Fact]
    public void Reload_TwoAtOnce_BothAnswer()
    {
        var outcomes = _gateway.Run(() => Task.WhenAll(_gateway.Gateway.Reloader.ReloadAsync(), _gateway.Gateway.Reloader.ReloadAsync()));

        Assert.All(outcomes, static o => Assert.True(o.Reloaded));
    }

    [Fact]
    public void Sessions_AThousand_LeaveNothingBehindInMemory()
    {
        for (var i = 0; i < 1000; i++)
        {
            _gateway["big"].Answers($"hi {i}");
        }
        var said = _gateway.Run(() =>
            Task.WhenAll(
                Enumerable.Range(0, 1000).Select(i => _gateway.Gateway.Intake.AcceptAsync(_gateway.Message("hello", session: $"s{i}")))
            )
        );

        _gateway.Until(() => _gateway.Events.OfType<GatewayEvent.TurnEnded>().Count() == 1000);
        _gateway.Until(() => _gateway.Loop.Tracked.Count == 0);

        Assert.Equal(1000, said.Length);
        Assert.Empty(_gateway.Gateway.Lanes.Lanes);
    }
}
