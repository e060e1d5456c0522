using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Agent.Budgets;

/// <summary>What a session rule's budget allows, counted on disk.</summary>
public sealed class BudgetTests
{
    private static TestGateway With(string budget) =>
        new(TestGateway.DefaultConfig + $"\n[[sessions]]\nname = \"all\"\nbudget = {{ {budget} }}\n");

    [Fact]
    public void TurnsPerHour_UsedUp_NoModelIsAskedUntilTheOldestIsAnHourOld()
    {
        using var gateway = With("turns_per_hour = 2");
        gateway["big"].Answers("one").Answers("two").Answers("three");
        gateway.Ask("1");
        gateway.Clock.Advance(TimeSpan.FromMinutes(20));
        gateway.Ask("2");

        var refused = gateway.Ask("3");

        Assert.Equal("failed", refused.State);
        Assert.Equal(
            "This conversation has had its 2 turns of the last hour (sessions[all].budget.turns_per_hour). The next is possible at 09:00.",
            refused.Reply
        );
        Assert.Equal(2, gateway["big"].Requests.Count);
        gateway.Clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal("three", gateway.Ask("4").Reply);
    }

    [Fact]
    public void TurnsPerHour_AfterARestart_AreStillCounted()
    {
        using var gateway = With("turns_per_hour = 1");
        gateway["big"].Answers("one");
        gateway.Ask("1");
        gateway.Kill();
        gateway.Start();

        Assert.Equal("failed", gateway.Ask("2").State);
    }

    [Fact]
    public void TurnsPerHour_OtherSessionOfTheRule_HasItsOwn()
    {
        using var gateway = With("turns_per_hour = 1");
        gateway["big"].Answers("one").Answers("two");
        gateway.Ask("1", session: "a");

        Assert.Equal("two", gateway.Ask("2", session: "b").Reply);
    }

    [Fact]
    public void UsedUp_PeopleOfAChat_AreToldOnceAnHour()
    {
        using var gateway = With("turns_per_hour = 1");
        gateway["big"].Answers("one");

        foreach (var text in (string[])["1", "2", "3", "4"])
        {
            gateway.Ask(text);
        }

        // The first answer and one word that it is used up.
        Assert.Equal(2, gateway.Rows("select id from outbox", static row => row.GetInt64(0)).Count);
        Assert.Equal(
            ["answered", "failed", "failed", "failed"],
            gateway.Rows("select state from turns order by id", static row => row.GetString(0))
        );
    }

    [Fact]
    public void TokensPerDay_UsedUpInTheMiddleOfATurn_EndsItBeforeTheNextModelCall()
    {
        using var gateway = With("tokens_per_day = 10");
        gateway["big"].Calls("read", """{"path":"nothing.txt"}""").Answers("never");

        var ended = gateway.Ask("read it, whatever it says, and tell me about it in many words");

        Assert.Contains("10 tokens of today", ended.Reply);
        Assert.Single(gateway["big"].Requests);
        gateway.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("never", gateway.Ask("again").Reply);
    }

    [Fact]
    public void ToolCallsPerTurn_Exceeded_CallIsNotRun()
    {
        using var gateway = With("tool_calls_per_turn = 1");
        gateway["big"].Calls("write", """{"path":"notes/a","content":"1"}""").Calls("write", """{"path":"notes/b","content":"2"}""");

        var ended = gateway.Ask("write both");

        Assert.Contains("may make 1 tool calls (sessions[all].budget.tool_calls_per_turn)", ended.Reply);
        Assert.True(File.Exists(Path.Combine(gateway.Workspace, "notes/a")));
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "notes/b")));
        Assert.True(Assert.IsType<Entry.ToolResult>(gateway.Transcript()[^2]).Failed);
    }

    [Fact]
    public void SecondsPerTurn_Over_EndsTheTurn()
    {
        using var gateway = With("seconds_per_turn = 5");
        gateway["big"].NeverAnswers();
        var turn = gateway.Say("hello");
        gateway.Wait<GatewayEvent.ModelAsked>(e => e.Turn == turn.Turn);

        gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("Stopped after 5s (sessions[all].budget.seconds_per_turn).", gateway.EndOf(turn).Reply);
    }

    [Fact]
    public void Status_WithABudget_ShowsWhatIsLeft()
    {
        using var gateway = With("turns_per_hour = 3, tokens_per_day = 100000");
        gateway["big"].Answers("one");
        gateway.Ask("1");

        var status = Assert.IsType<OpenClaw.Turns.TurnOutcome.Command>(gateway.Say("/status").Outcome).Reply;

        Assert.Contains("budget: 2 of 3 turns left this hour, ", status);
        Assert.Contains(" of 100,000 tokens left today", status);
    }

    [Fact]
    public void SameCallAgainAndAgain_WithTheSameResult_EndsTheTurn()
    {
        using var gateway = new TestGateway();
        for (var i = 0; i < 10; i++)
        {
            gateway["big"].Calls("read", """{"path":"nothing.txt"}""");
        }

        var ended = gateway.Ask("read it");

        Assert.Equal("failed", ended.State);
        Assert.Contains("same call more than 4 times", ended.Reply);
        Assert.Equal(5, gateway["big"].Requests.Count);
    }

    [Fact]
    public void SameCallAgainAndAgain_WithOtherResults_GoesOn()
    {
        using var gateway = new TestGateway();
        // Each append makes the next read another.
        for (var i = 0; i < 8; i++)
        {
            gateway["big"].Calls("write", $$"""{"path":"notes/a","content":"{{i}}"}""").Calls("read", """{"path":"notes/a"}""");
        }
        gateway["big"].Answers("done");

        Assert.Equal("done", gateway.Ask("go").Reply);
    }
}
