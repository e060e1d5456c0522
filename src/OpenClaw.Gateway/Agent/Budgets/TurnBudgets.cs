using OpenClaw.Models;
using OpenClaw.Turns;

namespace OpenClaw.Agent.Budgets;

/// <summary>The budgets that a turn is held to: its work (<see cref="BudgetKeeper"/>) and its money (<see cref="CostKeeper"/>). Both are
/// counted on disk, in the turn's own batches. On the loop.</summary>
internal sealed class TurnBudgets(BudgetKeeper work, CostKeeper money)
{
    /// <summary>Whether the turn's rows must be on the disk before the next look at what is left.</summary>
    public bool AreCounted(Turn turn) => turn.Rule.Budget.IsCounted || money.AreLimited(turn);

    /// <inheritdoc cref="BudgetKeeper.RefusalAsync"/>
    public Task<TurnOutcome.Failed?> RefusalAsync(Turn turn, bool begins) => work.RefusalAsync(turn, begins);

    /// <inheritdoc cref="CostKeeper.SpentAsync"/>
    public Task<string?> SpentAsync(Turn turn) => money.SpentAsync(turn);

    /// <inheritdoc cref="CostKeeper.RefusalAsync"/>
    public Task<TurnOutcome.Failed> SpentRefusalAsync(Turn turn, string line) => money.RefusalAsync(turn, line);

    /// <summary>Counts what a reply has used, in the turn's batch.</summary>
    public void Count(Turn turn, ModelSpend reply)
    {
        work.Count(turn, reply);
        money.Count(turn, reply);
    }

    /// <summary>What is left, a line for each kind that is limited, for <c>/status</c>.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync(Turn turn)
    {
        var lines = new List<string>();
        if (await work.LeftAsync(turn) is { } left)
        {
            lines.Add($"budget: {left}");
        }
        if (await money.LeftAsync(turn) is { } cost)
        {
            lines.Add($"cost: {cost}");
        }
        return lines;
    }
}
