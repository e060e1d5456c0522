using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Agent.Budgets;

/// <summary>Budgets of money: what models with a price cost, counted on disk, and what happens when it is spent.</summary>
public sealed class CostTests
{
    // A unit of the currency for every token, so that one answer costs more than one.
    private const string Dear = "price = { input = \"1000000\", output = \"1000000\" }";

    private static TestGateway With(string budget, string agent = "", string small = "") =>
        new(
            TestGateway
                .DefaultConfig.Replace("model = \"big\"\n", $"model = \"big\"\n{Dear}\n")
                .Replace("model = \"small\"\n", $"model = \"small\"\n{small}\n")
                .Replace("workspace = \"work\"\n", $"workspace = \"work\"\n{agent}\n")
                + $"\n[[sessions]]\nname = \"all\"\nbudget = {{ {budget} }}\n"
        );

    [Fact]
    public void CostPerDay_Spent_TheModelWithoutAPriceAnswers()
    {
        using var gateway = With("cost_per_day = \"1\"");
        gateway["big"].Answers("dear").Answers("dear again");
        gateway["small"].Answers("for nothing");

        Assert.Equal("dear", gateway.Ask("1").Reply);
        Assert.Equal("for nothing", gateway.Ask("2").Reply);
        Assert.Single(gateway["big"].Requests);
        gateway.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("dear again", gateway.Ask("3").Reply);
    }

    [Fact]
    public void CostPerDay_SpentAndEveryModelHasAPrice_NobodyIsAskedAndItIsSaidOnce()
    {
        using var gateway = With("cost_per_day = \"1\"", small: Dear);
        gateway["big"].Answers("dear");
        gateway.Ask("1");

        var refused = gateway.Ask("2");
        gateway.Ask("3");

        Assert.Equal(
            ("failed", "This conversation has spent its 1.00 of today (sessions[all].budget.cost_per_day). It goes on at midnight."),
            (refused.State, refused.Reply)
        );
        Assert.Empty(gateway["small"].Requests);
        Assert.Equal(2, gateway.Rows("select id from outbox", static row => row.GetInt64(0)).Count);
    }

    [Fact]
    public void CostPerDay_SpentInTheMiddleOfATurn_IsNoticedBeforeTheNextModelCall()
    {
        using var gateway = With("cost_per_day = \"1\"", small: Dear);
        gateway["big"].Calls("read", """{"path":"nothing.txt"}""").Answers("never");

        Assert.Contains("has spent its 1.00 of today", gateway.Ask("read it").Reply);
        Assert.Single(gateway["big"].Requests);
    }

    [Theory]
    [InlineData("cost_per_day")]
    [InlineData("cost_per_month")]
    public void CostOfNothing_IsNotToldAsSpent(string setting)
    {
        using var gateway = With($"{setting} = 0", small: Dear);

        Assert.Equal(
            $"This conversation may spend nothing (sessions[all].budget.{setting} is 0), so models with a price are not asked.",
            gateway.Ask("1").Reply
        );
    }

    [Fact]
    public void Costs_AfterARestart_AreStillCounted()
    {
        using var gateway = With("cost_per_month = 1", small: Dear);
        gateway["big"].Answers("dear");
        gateway.Ask("1");
        gateway.Kill();
        gateway.Start();

        Assert.Contains("of this month (sessions[all].budget.cost_per_month)", gateway.Ask("2").Reply);
    }

    [Fact]
    public void BudgetOfTheAgent_IsOneForAllSessions()
    {
        using var gateway = With("turns_per_hour = 100", agent: "budget = { cost_per_day = \"1\" }", small: Dear);
        gateway["big"].Answers("dear");
        gateway.Ask("1", session: "a");

        Assert.StartsWith("The agent has spent its 1.00 of today (agent.budget.cost_per_day).", gateway.Ask("2", session: "b").Reply);
    }

    [Fact]
    public void BudgetOfTheAgent_Spent_IsShownWithItsModelsAndNoOthers()
    {
        using var gateway = With("turns_per_hour = 100", agent: "budget = { cost_per_day = \"1\" }");
        gateway["big"].Answers("dear");
        Assert.DoesNotContain("passed over", gateway.Control("models.list"));

        gateway.Ask("1");

        var models = gateway.Control("models.list");
        Assert.Matches("\"name\":\"big\"[^}]*passed over: budget spent until [0-9-]+ 00:00 \\(agent\\.budget\\.cost_per_day\\)", models);
        Assert.DoesNotMatch("\"name\":\"small\"[^}]*passed over", models);
        Assert.Contains("passed over", gateway.Control("status"));
    }

    [Fact]
    public void MonthAndDaySpent_TheMonthIsTold()
    {
        using var gateway = With("cost_per_day = 1, cost_per_month = 1", small: Dear);
        gateway["big"].Answers("dear");
        gateway.Ask("1");

        Assert.Contains("of this month (sessions[all].budget.cost_per_month)", gateway.Ask("2").Reply);
    }

    [Fact]
    public void BudgetOfARule_IsEachSessionsOwn()
    {
        using var gateway = With("cost_per_day = \"1\"", small: Dear);
        gateway["big"].Answers("one").Answers("two");
        gateway.Ask("1", session: "a");

        Assert.Equal("two", gateway.Ask("2", session: "b").Reply);
    }

    [Fact]
    public void ReplyThatWasThrownAway_IsPaidForToo()
    {
        using var gateway = With("cost_per_day = \"1000\"");
        gateway["big"].Answers("").Answers("words");
        gateway.Ask("1");

        // Two replies: the empty one was asked again.
        var (input, cost) = gateway.Rows("select input, cost from spending", static row => (row.GetInt64(0), row.GetInt64(1)))[0];
        Assert.Equal(2, gateway["big"].Requests.Count);
        Assert.True(cost >= input * 1_000_000_000, "every token costs one unit");
        using var once = With("cost_per_day = \"1000\"");
        once["big"].Answers("words");
        once.Ask("1");
        Assert.True(input > once.Rows("select input from spending", static row => row.GetInt64(0))[0]);
    }

    [Fact]
    public void FirstOfTheMonth_BeginsAtZero()
    {
        using var gateway = With("cost_per_month = \"1\"", small: Dear);
        gateway["big"].Answers("one").Answers("two");
        gateway.Ask("1");
        gateway.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal("two", gateway.Ask("2").Reply);
    }

    [Fact]
    public void Status_InTheChat_SaysWhatIsSpent()
    {
        using var gateway = With("cost_per_day = \"100000\"", agent: "budget = { cost_per_month = \"200000\" }");
        gateway["big"].Answers("one");
        gateway.Ask("1");

        var status = Assert.IsType<OpenClaw.Turns.TurnOutcome.Command>(gateway.Say("/status").Outcome).Reply;

        Assert.Matches(
            "cost: [1-9][0-9]*\\.00 of 100000\\.00 spent today, [1-9][0-9]*\\.00 of 200000\\.00 spent by all this month",
            status
        );
    }

    [Fact]
    public void ModelWithoutAPrice_LeavesNoRow()
    {
        using var gateway = new TestGateway();
        gateway["big"].Answers("one");
        gateway.Ask("1");

        Assert.Empty(gateway.Rows("select cost from spending", static row => row.GetInt64(0)));
    }
}
