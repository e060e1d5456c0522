using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Sessions;

/// <summary>Binds <c>budget = { .. }</c>, which session rules, cron jobs and hooks have.</summary>
internal static class BudgetBinder
{
    public static BudgetConfig Bind(TableReader table) =>
        new()
        {
            TurnsPerHour = table.OptionalInteger("turns_per_hour", 1, 1_000_000),
            TokensPerDay = table.OptionalInteger("tokens_per_day", 1, int.MaxValue),
            ToolCallsPerTurn = table.OptionalInteger("tool_calls_per_turn", 0, 100_000),
            SecondsPerTurn = table.OptionalInteger("seconds_per_turn", 1, 7 * 24 * 3600),
            CostPerDay = table.OptionalAmount("cost_per_day"),
            CostPerMonth = table.OptionalAmount("cost_per_month"),
        };

    /// <summary>The budget of all sessions together, <c>[agent] budget</c>, which is one of money.</summary>
    public static BudgetConfig BindForAll(TableReader table) =>
        new() { CostPerDay = table.OptionalAmount("cost_per_day"), CostPerMonth = table.OptionalAmount("cost_per_month") };
}
