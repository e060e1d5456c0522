using OpenClaw.Config.Tables.Models;

namespace OpenClaw.Tests.Config;

/// <summary>Prices of models and budgets of money.</summary>
public sealed class CostConfigTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Price_IsExact_WhicheverWayItIsWritten()
    {
        var config = _folder.Config(With("price = { input = \"0.15\", output = 0.6 }", "cost_per_day = \"2.50\", cost_per_month = 20"));

        Assert.Equal(new ModelPrice(0.15m, 0.6m), config.Models["m"].Price);
        Assert.Equal((2.5m, 20m), (config.Agent.Budget.CostPerDay!.Value, config.Agent.Budget.CostPerMonth!.Value));
        // 1,000 tokens read and 100 written: 0.00015 and 0.00006.
        Assert.Equal(210_000, config.Models["m"].Price!.NanosOf(new ModelTokens(1000, 100)));
        Assert.Equal(150, config.Models["m"].Price!.NanosOf(new ModelTokens(1, 0)));
    }

    [Theory]
    [InlineData(
        "price = { input = \"0,15\", output = \"1\" }",
        "cost_per_day = 1",
        "models.m.price.input is \"0,15\", and must be an amount such as \"0.15\", 0 to 1,000,000 and without a currency"
    )]
    [InlineData("price = { input = \"$1\", output = \"1\" }", "cost_per_day = 1", "is \"$1\"")]
    [InlineData("price = { input = -1, output = \"1\" }", "cost_per_day = 1", "models.m.price.input is -1")]
    [InlineData("price = { input = true, output = \"1\" }", "cost_per_day = 1", "must be an amount such as")]
    [InlineData("price = { input = nan, output = \"1\" }", "cost_per_day = 1", "models.m.price.input is NaN")]
    [InlineData("price = { input = \"1\" }", "cost_per_day = 1", "models.m.price needs output")]
    [InlineData("price = \"1\"", "cost_per_day = 1", "models.m.price must be a table")]
    [InlineData("price = { input = 1, output = 1 }", "turns_per_hour = 1", "turns_per_hour")]
    public void Amount_ThatIsNone_IsRefusedByItsPlace(string price, string budget, string words)
    {
        _folder.With("openclaw.toml", With(price, budget));

        Assert.Contains(_folder.Load().Diagnostics, said => said.IsError && $"{said.Message}".Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void BudgetOfMoney_WithoutAnyPrice_IsWarnedOf()
    {
        _folder.With("openclaw.toml", With("", "cost_per_day = 1"));

        Assert.Contains("no model has a price", Assert.Single(_folder.Load().Diagnostics).Message);
    }

    [Fact]
    public void BudgetOfARule_WhoseChainCostsNothing_IsWarnedOf()
    {
        _folder.With(
            "openclaw.toml",
            With("price = { input = 1, output = 1 }", "cost_per_day = 1")
                + "[models.free]\nprovider = \"ollama\"\nmodel = \"f\"\n[chains.free]\nmodels = [\"free\"]\n[[sessions]]\nname = \"a\"\nchain = \"free\"\nbudget = { cost_per_day = 1 }\n"
        );

        var said = Assert.Single(_folder.Load().Diagnostics);
        Assert.Contains("sessions[a].budget limits what may be spent, and no model of chains.free has a price", said.Message);
    }

    [Theory]
    [InlineData(
        "[agent]\nbudget = { cost_per_day = 3, cost_per_month = 2 }\n",
        "agent.budget.cost_per_day (3.00) is more than cost_per_month (2.00)"
    )]
    [InlineData(
        "[[sessions]]\nname = \"a\"\nbudget = { cost_per_day = 3, cost_per_month = 2 }\n",
        "sessions[a].budget.cost_per_day (3.00) is more than cost_per_month (2.00)"
    )]
    public void DayThatMayCostMoreThanItsMonth_IsWarnedOfAtItsPlace(string table, string words)
    {
        _folder.With(
            "openclaw.toml",
            "[models.m]\nprovider = \"ollama\"\nmodel = \"m\"\nprice = { input = 1, output = 1 }\n[chains.default]\nmodels = [\"m\"]\n"
                + table
        );

        var said = Assert.Single(_folder.Load().Diagnostics);
        Assert.Contains(words, said.Message);
        Assert.NotNull(said.Span);
    }

    private static string With(string price, string budget) =>
        $"[agent]\nbudget = {{ {budget} }}\n[models.m]\nprovider = \"ollama\"\nmodel = \"m\"\n{price}\n[chains.default]\nmodels = [\"m\"]\n";
}
