using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>A turn that breaks inside ends on disk, leaves its lane free and no call open, which the next turn would run.</summary>
public sealed class TurnsThatBreak : IDisposable
{
    private const string WriteCall = """{"path":"plan.txt","content":"v1"}""";

    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Turn_BreaksBeforeItsCallRuns_NextTurnDoesNotRunIt()
    {
        _gateway.Sql("create trigger broken before insert on effects begin select raise(abort, 'broken'); end");
        _gateway["big"].Calls("write", WriteCall).Answers("fresh");
        var said = _gateway.Say("plan");
        _gateway.Say($"/approve {_gateway.AskedBy(said)}");

        Assert.Equal(TurnStates.Failed, _gateway.EndOf(said).State);
        _gateway.Sql("drop trigger broken");
        Assert.Equal("fresh", _gateway.Ask("hello").Reply);
        Assert.False(File.Exists(Path.Combine(_gateway.Workspace, "plan.txt")));
        Assert.Equal(["failed", "answered"], _gateway.Rows("select state from turns order by id", static row => row.GetString(0)));
        Assert.Collection(
            _gateway.Transcript(),
            e => Assert.IsType<Entry.User>(e),
            e => Assert.IsType<Entry.Assistant>(e),
            e => Assert.StartsWith("waiting for approval", Assert.IsType<Entry.ToolResult>(e).Text),
            e => Assert.EndsWith("withdrawn by gateway. It was not run.", Assert.IsType<Entry.Notice>(e).Text),
            e => Assert.IsType<Entry.Notice>(e),
            e => Assert.IsType<Entry.User>(e),
            e => Assert.IsType<Entry.Assistant>(e)
        );
        Assert.Equal(["withdrawn"], _gateway.Rows("select state from approvals", static row => row.GetString(0)));
    }

    [Fact]
    public void Turn_BreaksAsItBegins_KeepsTheWordsOfAllWhoseMessagesItTook()
    {
        _gateway.Reload($"{TestGateway.DefaultConfig}\n[[sessions]]\nname = \"all\"\nqueue = \"collect\"\ndebounce = \"2s\"");
        _gateway.Sql("create trigger broken before insert on sessions begin select raise(abort, 'broken'); end");
        var first = _gateway.Say("one");
        var second = _gateway.Say("two");

        for (var i = 0; i < 2; i++)
        {
            _gateway.Clock.Advance(TimeSpan.FromSeconds(2));
            _gateway.Loop.RunUntilIdle();
        }

        Assert.Equal(TurnStates.Failed, _gateway.EndOf(first).State);
        Assert.Equal(TurnStates.Joined, _gateway.EndOf(second).State);
        Assert.Equal(["one", "two"], _gateway.Transcript().OfType<Entry.User>().Select(static u => u.Text));
        Assert.Equal(["failed", "joined"], _gateway.Rows("select state from turns order by id", static row => row.GetString(0)));
    }

    [Fact]
    public void Turn_CannotEvenBeEnded_LaneGoesOnAndTheRestartDoes()
    {
        _gateway["big"].AnswersAfter(TimeSpan.FromSeconds(1), "lost").Answers("next").Answers("found");
        var said = _gateway.Say("hello");
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        _gateway.Sql(
            "create trigger broken before update on turns when new.ended_at is not null and new.id = 1 begin select raise(abort, 'broken'); end"
        );
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TurnStates.Failed, _gateway.EndOf(said).State);
        Assert.Equal("next", _gateway.Ask("are you there?").Reply);

        _gateway.Sql("drop trigger broken");
        _gateway.Events.Clear();
        _gateway.Kill();
        _gateway.Start();
        Assert.Equal("found", _gateway.EndOf(said).Reply);
    }

    [Fact]
    public void Turn_StoppedInItsSleepWhenTheStateRefuses_SleepsOnAndCanStillBeApproved()
    {
        _gateway["big"].Calls("write", WriteCall).Answers("done");
        var said = _gateway.Say("plan");
        var id = _gateway.AskedBy(said);
        _gateway.Sql("create trigger broken before update on turns begin select raise(abort, 'broken'); end");

        Assert.IsType<TurnOutcome.Failed>(_gateway.Say("/stop").Outcome);
        Assert.Equal(["pending"], _gateway.Rows("select state from approvals", static row => row.GetString(0)));

        _gateway.Sql("drop trigger broken");
        _gateway.Say($"/approve {id}");
        Assert.Equal("done", _gateway.EndOf(said).Reply);
    }

    [Fact]
    public void Watcher_Throws_TurnIsAnsweredAndOthersAreTold()
    {
        _gateway["big"].Answers("hi");
        _gateway.Gateway.Events.Subscribe(static _ => throw new InvalidOperationException("a watcher"));

        Assert.Equal("hi", _gateway.Ask("hello").Reply);
    }
}
