using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Models;
using OpenClaw.Turns;

namespace OpenClaw.Agent.Budgets;

/// <summary>Holds sessions to the budget of their rule: counts on disk, in the turn's own batches, and says when there is nothing left. On
/// the loop.</summary>
internal sealed class BudgetKeeper(UsageStore store, AgentDays days)
{
    /// <summary>Null lets a model be asked; else how the turn ends. People of a chat are told once for each hour or day that is used
    /// up.</summary>
    /// <param name="begins">Whether the turn has asked no model yet, and would be one more.</param>
    public async Task<TurnOutcome.Failed?> RefusalAsync(Turn turn, bool begins)
    {
        var budget = turn.Rule.Budget;
        if (!budget.IsCounted)
        {
            return null;
        }
        var now = days.Now;
        var (hour, day) = (UsageStore.Minute(now) - UsageStore.MinutesAnHour + 1, UsageStore.Minute(days.Midnight));
        var used = await store.ReadAsync(turn, hour, day);
        if (begins && budget.TurnsPerHour is { } turns && used.Turns >= turns)
        {
            var again = DateTimeOffset.FromUnixTimeSeconds((used.FirstTurn!.Value + UsageStore.MinutesAnHour) * 60);
            return End(
                $"This conversation has had its {turns} turns of the last hour ({turn.Rule.SettingPath}.budget.turns_per_hour). The next is possible at {Clock(again)}.",
                used.ToldAt >= hour
            );
        }

        if (budget.TokensPerDay is { } tokens && used.Tokens >= tokens)
        {
            return End(
                $"This conversation has used its {Count(tokens)} tokens of today ({turn.Rule.SettingPath}.budget.tokens_per_day). It goes on at midnight.",
                used.ToldAt >= day
            );
        }

        if (begins && budget.TurnsPerHour is not null)
        {
            store.Add(turn, UsageStore.Minute(now), turns: 1);
        }
        return null;

        TurnOutcome.Failed End(string line, bool told)
        {
            if (!told)
            {
                store.Add(turn, UsageStore.Minute(now), told: UsedUp.Work);
            }
            return new TurnOutcome.Failed(line, Quiet: told);
        }
    }

    /// <summary>Counts what a reply has used, in the turn's batch.</summary>
    public void Count(Turn turn, ModelSpend reply)
    {
        if (turn.Rule.Budget.TokensPerDay is not null)
        {
            store.Add(turn, UsageStore.Minute(days.Now), tokens: (long)reply.Tokens.Input + reply.Tokens.Output);
        }
    }

    /// <summary>What is left, for <c>/status</c>; null where nothing is limited.</summary>
    public async Task<string?> LeftAsync(Turn turn)
    {
        var budget = turn.Rule.Budget;
        if (budget with { CostPerDay = null, CostPerMonth = null } == BudgetConfig.None)
        {
            return null;
        }
        var used = await store.ReadAsync(
            turn,
            UsageStore.Minute(days.Now) - UsageStore.MinutesAnHour + 1,
            UsageStore.Minute(days.Midnight)
        );
        string?[] parts =
        [
            budget.TurnsPerHour is { } turns ? $"{Math.Max(0, turns - used.Turns)} of {turns} turns left this hour" : null,
            budget.TokensPerDay is { } tokens ? $"{Count(Math.Max(0, tokens - used.Tokens))} of {Count(tokens)} tokens left today" : null,
            budget.ToolCallsPerTurn is { } calls ? $"{calls} tool calls a turn" : null,
            budget.SecondsPerTurn is { } seconds ? $"{seconds} s a turn" : null,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private string Clock(DateTimeOffset at) => days.Here(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
