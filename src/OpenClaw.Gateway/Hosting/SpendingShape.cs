using OpenClaw.Agent.Budgets;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;

namespace OpenClaw.Hosting;

/// <summary>What models have cost, as <c>status</c> tells it.</summary>
internal static class SpendingShape
{
    public static async Task<SpendingStatus?> OfAsync(CostKeeper costs, GatewayConfig config)
    {
        if (!costs.HasPrices)
        {
            return null;
        }
        var models = await costs.ModelsAsync();
        return new SpendingStatus
        {
            Today = Amounts.FromNanos(models.Sum(static model => model.Today)),
            DayLimit = config.Agent.Budget.CostPerDay,
            Month = Amounts.FromNanos(models.Sum(static model => model.Month)),
            MonthLimit = config.Agent.Budget.CostPerMonth,
            PassedOver = costs.PassedOver(models.Sum(static model => model.Today), models.Sum(static model => model.Month)),
            Models =
            [
                .. models.Select(static model => new ModelCost(
                    model.Model,
                    Amounts.FromNanos(model.Today),
                    Amounts.FromNanos(model.Month)
                )),
            ],
        };
    }
}
