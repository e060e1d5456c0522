using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Models;
using OpenClaw.Turns;

namespace OpenClaw.Agent.Budgets;

/// <summary>
/// Counts what models with a price cost, on disk, and says when a budget is spent: <c>cost_per_day</c> and <c>cost_per_month</c> of the
/// turn's rule and of the agent. Then models with a price are not asked any more; those without one are. On the loop.
/// </summary>
internal sealed class CostKeeper(SpendingStore spending, UsageStore usage, AgentDays days, Current<GatewayConfig> config, ILogger log)
{
    // Whether the log has said that the budget of all is spent.
    private bool _isSaid;

    /// <summary>Whether some budget of money holds for the turn, so that its rows must be on the disk before the next look.</summary>
    public bool AreLimited(Turn turn) => HasPrices && (turn.Rule.Budget.IsMoney || config.Value.Agent.Budget.IsMoney);

    public bool HasPrices => config.Value.Models.Values.Any(static model => model.Price is { IsFree: false });

    /// <summary>Why models with a price may not be asked now; null lets them be asked.</summary>
    public async Task<string?> SpentAsync(Turn turn)
    {
        if (!AreLimited(turn))
        {
            return null;
        }
        var sums = await spending.SumsAsync(turn, days.Today);
        var (own, all) = (turn.Rule.Budget, config.Value.Agent.Budget);
        Note(PassedOver(sums.AllToday, sums.AllMonth));
        // The month first: where both are spent, it does not go on at midnight.
        return Month("This conversation", sums.Month, own.CostPerMonth, $"{turn.Rule.SettingPath}.budget")
            ?? Month("The agent", sums.AllMonth, all.CostPerMonth, "agent.budget")
            ?? Today("This conversation", sums.Today, own.CostPerDay, $"{turn.Rule.SettingPath}.budget")
            ?? Today("The agent", sums.AllToday, all.CostPerDay, "agent.budget");

        string? Month(string who, long spent, decimal? limit, string table)
        {
            var first = NextMonth.ToString("d MMMM", CultureInfo.InvariantCulture);
            return Spent(who, spent, limit, $"{table}.cost_per_month", "this month", $"again on {first}");
        }

        static string? Today(string who, long spent, decimal? limit, string table) =>
            Spent(who, spent, limit, $"{table}.cost_per_day", "today", "at midnight");
    }

    /// <summary>Why models with a price are passed over in every conversation, given what all have spent in billionths; null while they are
    /// asked.</summary>
    public string? PassedOver(long today, long month)
    {
        var budget = config.Value.Agent.Budget;
        if (budget.CostPerDay == 0 || budget.CostPerMonth == 0)
        {
            return $"agent.budget.cost_per_{(budget.CostPerDay == 0 ? "day" : "month")} is 0";
        }
        // The later end counts.
        if (budget.CostPerMonth is { } most && month >= Amounts.ToNanos(most))
        {
            return Until(NextMonth, "month");
        }
        return budget.CostPerDay is { } mostToday && today >= Amounts.ToNanos(mostToday) ? Until(days.Today.AddDays(1), "day") : null;

        string Until(DateOnly day, string of) =>
            string.Create(CultureInfo.InvariantCulture, $"budget spent until {day:yyyy-MM-dd} 00:00 (agent.budget.cost_per_{of})");
    }

    /// <summary>How a turn ends that could have asked models with a price only. The people of a chat are told once a day.</summary>
    public async Task<TurnOutcome.Failed> RefusalAsync(Turn turn, string line)
    {
        var midnight = UsageStore.Minute(days.Midnight);
        var isTold = (await usage.ReadAsync(turn, midnight, midnight)).ToldOfMoneyAt >= midnight;
        if (!isTold)
        {
            usage.Add(turn, UsageStore.Minute(days.Now), told: UsedUp.Money);
        }
        return new TurnOutcome.Failed(line, Quiet: isTold);
    }

    /// <summary>Counts what a reply cost, in the turn's batch.</summary>
    public void Count(Turn turn, ModelSpend reply)
    {
        if (config.Value.Models.GetValueOrDefault(reply.Model)?.Price is { IsFree: false } price)
        {
            SpendingStore.Add(turn, days.Today, reply, price.NanosOf(reply.Tokens));
        }
    }

    /// <summary>What is left for a session, for <c>/status</c>; null where nothing is limited.</summary>
    public async Task<string?> LeftAsync(Turn turn)
    {
        if (!AreLimited(turn))
        {
            return null;
        }
        var sums = await spending.SumsAsync(turn, days.Today);
        var (own, all) = (turn.Rule.Budget, config.Value.Agent.Budget);
        return string.Join(
            ", ",
            new[]
            {
                Left(sums.Today, own.CostPerDay, "today"),
                Left(sums.Month, own.CostPerMonth, "this month"),
                Left(sums.AllToday, all.CostPerDay, "by all today"),
                Left(sums.AllMonth, all.CostPerMonth, "by all this month"),
            }.OfType<string>()
        );
    }

    /// <summary>What each model has cost this month, for <c>status</c>.</summary>
    public Task<List<ModelSum>> ModelsAsync() => spending.ModelsAsync(days.Today);

    /// <summary>Says in the log, once, that money is spent, and when there is some again.</summary>
    private void Note(string? spent)
    {
        if (_isSaid == spent is not null)
        {
            return;
        }
        _isSaid = spent is not null;
        if (spent is not null)
        {
            BudgetLog.MoneyIsSpent(log, spent);
        }
        else
        {
            BudgetLog.MoneyIsThereAgain(log);
        }
    }

    private static string? Left(long spent, decimal? limit, string when) =>
        limit is { } most ? $"{Amounts.Show(Amounts.FromNanos(spent))} of {Amounts.Show(most)} spent {when}" : null;

    private DateOnly NextMonth => new DateOnly(days.Today.Year, days.Today.Month, 1).AddMonths(1);

    /// <param name="ends">When money is there again.</param>
    private static string? Spent(string who, long spent, decimal? limit, string setting, string of, string ends) =>
        limit switch
        {
            0 => $"{who} may spend nothing ({setting} is 0), so models with a price are not asked.",
            { } most when spent >= Amounts.ToNanos(most) =>
                $"{who} has spent its {Amounts.Show(most)} of {of} ({setting}). It goes on {ends}.",
            _ => null,
        };
}
