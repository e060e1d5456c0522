using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Config.Rules;

internal static class BudgetRules
{
    /// <summary>A budget of money that nothing is counted for would be a wish.</summary>
    public static void MoneyNeedsPrices(GatewayConfig config, BindContext context)
    {
        if (config.Agent.Budget.IsMoney && config.Models.Values.All(static model => model.Price is null))
        {
            Warn(
                "agent.budget",
                "no model has a price, so nothing is counted for it. Write price = { input = \"0.15\", output = \"0.60\" } (for a million tokens) into each [models.NAME] that costs something"
            );
        }
        foreach (var (path, budget, chain) in Budgets(config).Where(static b => b.Budget.IsMoney))
        {
            var models = config.Chains.GetValueOrDefault(chain)?.Models ?? [];
            if (models.All(name => config.Models.GetValueOrDefault(name)?.Price is null))
            {
                Warn($"{path}.budget", $"no model of chains.{chain} has a price, so nothing is counted for it");
            }
        }

        void Warn(string path, string why) =>
            context.Diagnostics.Warning(
                context.Place($"{path}.cost_per_day") ?? context.Place($"{path}.cost_per_month"),
                $"{path} limits what may be spent, and {why}"
            );
    }

    /// <summary>What a month may cost ends a day as well.</summary>
    public static void ADayFitsItsMonth(GatewayConfig config, BindContext context)
    {
        foreach (var (path, budget) in Budgets(config).Select(static b => (b.Path, b.Budget)).Prepend(("agent", config.Agent.Budget)))
        {
            if (budget is { CostPerDay: { } day, CostPerMonth: { } month } && day > month)
            {
                context.Diagnostics.Warning(
                    context.Place($"{path}.budget.cost_per_day"),
                    $"{path}.budget.cost_per_day ({Amounts.Show(day)}) is more than cost_per_month ({Amounts.Show(month)}), so the month's ends first and the day's never counts"
                );
            }
        }
    }

    private static IEnumerable<(string Path, BudgetConfig Budget, string Chain)> Budgets(GatewayConfig config) =>
        [
            .. config.Sessions.Select(static rule => (rule.SettingPath, rule.Budget, rule.Chain)),
            .. config.Cron.Select(static job => ($"cron[{job.Name}]", job.Budget, job.Chain)),
            .. config.Hooks.Select(static hook => ($"hooks.{hook.Name}", hook.Budget, hook.Chain)),
        ];
}
