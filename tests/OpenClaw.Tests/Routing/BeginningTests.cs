using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Routing;

/// <summary>In an idle session a message and the beginning of its turn are one transaction, or none.</summary>
public sealed class BeginningTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Message_ToAnIdleSession_IsOnTheDiskWithTheBeginningOfItsTurn()
    {
        _gateway["big"].NeverAnswers();
        var before = _gateway.Gateway.Store.Commits.Batches;

        var said = _gateway.Say("hello");

        Assert.Equal(1, _gateway.Gateway.Store.Commits.Batches - before);
        Assert.Equal("hello", Assert.IsType<Entry.User>(Assert.Single(_gateway.Transcript())).Text);
        Assert.Equal(["thinking"], States(said));
        _gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        // Nothing more is written before the request leaves.
        Assert.Equal(1, _gateway.Gateway.Store.Commits.Batches - before);
    }

    [Fact]
    public void Message_BehindARunningTurn_IsQueuedFirst()
    {
        _gateway["big"].NeverAnswers();
        _gateway.Say("first");
        _gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);

        var second = _gateway.Say("second");

        Assert.Equal(1, Assert.IsType<TurnOutcome.Queued>(second.Outcome).Ahead);
        Assert.Equal(["queued"], States(second));
        Assert.Single(_gateway.Transcript());
    }

    [Fact]
    public void TwoMessagesAtOnce_TheSecondWaits_AndBothAreAnsweredInOrder()
    {
        _gateway["big"].Answers("one").Answers("two");
        var (first, second) = _gateway.Run(async () =>
        {
            var one = _gateway.Gateway.Intake.AcceptAsync(_gateway.Message("a"));
            var two = _gateway.Gateway.Intake.AcceptAsync(_gateway.Message("b"));
            return (await one, await two);
        });

        Assert.Equal("one", _gateway.EndOf(first).Reply);
        Assert.Equal("two", _gateway.EndOf(second).Reply);
        Assert.Equal(["a", "one", "b", "two"], _gateway.Transcript().Select(Words));
    }

    [Fact]
    public void SameMessageTwice_IsOneTurn_AndTheSessionGoesOn()
    {
        _gateway["big"].Answers("one").Answers("two");
        _gateway.EndOf(_gateway.Say("hello", id: "x"));

        var again = _gateway.Say("hello", id: "x");

        Assert.IsType<TurnOutcome.Duplicate>(again.Outcome);
        Assert.Empty(States(again));
        Assert.Equal("two", _gateway.Ask("next").Reply);
        Assert.Equal(["hello", "one", "next", "two"], _gateway.Transcript().Select(Words));
    }

    [Fact]
    public void SameMessageTwiceAtOnce_IsOneTurn()
    {
        _gateway["big"].Answers("one");
        var outcomes = _gateway.Run(async () =>
        {
            var message = _gateway.Message("a", id: "x");
            var one = _gateway.Gateway.Intake.AcceptAsync(message);
            var two = _gateway.Gateway.Intake.AcceptAsync(message);
            return new[] { await one, await two };
        });

        Assert.Single(outcomes, static accepted => accepted.Outcome is TurnOutcome.Duplicate);
        _gateway.EndOf(outcomes.Single(static accepted => accepted.Outcome is TurnOutcome.Queued));
        _gateway.Settle();
        Assert.Equal(["a", "one"], _gateway.Transcript().Select(Words));
    }

    [Fact]
    public void EntryThatIsThereAlready_IsAnError_AndNotTakenForTheSameMessage()
    {
        // As a writer beside the gateway would leave it: the number is not the next, but it is the one that is given out.
        _gateway.Sql(
            "create trigger beside before insert on entries begin insert into entries select new.session, new.seq, null, 'notice', '{}', 0 where new.kind = 'user'; end"
        );

        var said = _gateway.Say("hello");

        Assert.IsType<TurnOutcome.Failed>(said.Outcome);
        Assert.Empty(States(said));
        _gateway.Sql("drop trigger beside");
        _gateway["big"].Answers("one");
        Assert.Equal("one", _gateway.Ask("hello").Reply);
    }

    [Fact]
    public void DiskThatIsFull_RefusesTheMessage_AndKeepsNothingOfIt()
    {
        _gateway.FillDisk(full: true);

        var said = _gateway.Say($"hello {new string('x', 20_000)}");

        Assert.IsType<TurnOutcome.Failed>(said.Outcome);
        _gateway.FillDisk(full: false);
        Assert.Empty(States(said));
        Assert.Empty(_gateway.Transcript());
        Assert.DoesNotContain(_gateway.Events, static e => e is GatewayEvent.MessageReceived or GatewayEvent.TurnStarted);
        _gateway["big"].Answers("one");
        Assert.Equal("one", _gateway.Ask("hello").Reply);
    }

    [Fact]
    public void Killed_RightAfterTheMessageWasTaken_GoesOn()
    {
        _gateway["big"].NeverAnswers();
        var said = _gateway.Say("hello");
        _gateway.Kill();
        _gateway["big"].Answers("one");
        _gateway.Start();

        Assert.Equal("one", _gateway.EndOf(said).Reply);
        Assert.Equal(["hello", "one"], _gateway.Transcript().Select(Words));
    }

    private IReadOnlyList<string> States(Accepted accepted) =>
        _gateway.Rows("select state from turns where id = @0", static row => row.GetString(0), accepted.Turn.Value);

    private static string Words(Entry entry) =>
        entry switch
        {
            Entry.User user => user.Text,
            Entry.Assistant answer => answer.Text,
            Entry.Notice notice => notice.Text,
            _ => entry.GetType().Name,
        };

    [Fact]
    public void Message_ThatComesAgainWhileANoticeComes_TakesNoNumberOfTheTranscript()
    {
        using var gateway = new TestGateway(TestGateway.DefaultConfig.Replace("message = \"ask\"", "message = \"allow\""));
        gateway["big"]
            .When(
                new()
                {
                    User = "tell",
                    Results = 0,
                    Calls = [("message", """{"to":"main","text":"dinner"}""")],
                }
            );
        gateway["big"].Answers("done");
        var known = gateway.Message("hello", id: "known");
        gateway.EndOf(gateway.Say(known));

        for (var round = 0; round < 20; round++)
        {
            var telling = gateway.Say("tell", session: "kitchen");
            while (!gateway.Events.OfType<GatewayEvent.TurnEnded>().Any(e => e.Turn == telling.Turn))
            {
                Assert.IsType<TurnOutcome.Duplicate>(gateway.Say(known).Outcome);
            }
        }

        var numbers = gateway.Rows("select seq from entries where session = 'local:main' order by seq", static row => row.GetInt32(0));
        Assert.True(numbers.Count >= 22);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }
}
