using OpenClaw.Agent.Budgets;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Agent;

/// <summary>
/// The turn itself: prompt, chain, tool calls through the gate, until the model answers in words or a limit is met. What comes next is
/// always read from the transcript (a call without a result is run, else the model is asked), so a turn that slept or was killed goes on
/// from its last entry.
/// </summary>
internal sealed class ConverseStage(
    EventLoop loop,
    TurnWriter writer,
    TurnOpening opening,
    CallRunner calls,
    ModelStep model,
    TurnSleep sleep,
    TurnBudgets budgets,
    Current<GatewayConfig> config
)
{
    /// <summary>Opens a turn before its message is accepted: that it has begun, and what was said, are rows of the same transaction. Nothing
    /// of it is seen or done outside until that is on the disk.</summary>
    public async Task BeginAsync(Turn turn) => turn.Opened = await opening.OpenAsync(turn, model.KeptOf(turn), CancellationToken.None);

    /// <summary>Runs the turn until it ends, sleeps or is let go.</summary>
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationToken stop)
    {
        using var run = turn.Opened as TurnRun ?? await opening.OpenAsync(turn, model.KeptOf(turn), stop);
        turn.Opened = null;
        var (patience, setting) = PatienceWith(turn);
        using var limit = new CancellationTokenSource(patience, loop.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        TurnOutcome outcome;
        try
        {
            if (sleep.WaitsOn(run))
            {
                return new TurnOutcome.Asking();
            }
            await opening.PrepareAsync(run, model.LimitsFor(turn));
            outcome = await GoOnAsync(run, either.Token);
        }
        catch (OperationCanceledException) when (turn.IsLetGo)
        {
            // The result of a call that was cut off is in these rows; the next start asks the model with it.
            await writer.CommitAsync(turn);
            return new TurnOutcome.LetGo();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            outcome = new TurnOutcome.Stopped("Stopped.", run.Unfinished);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            outcome = new TurnOutcome.Failed($"Stopped after {Durations.Show(patience)} ({setting}).", Said: run.Unfinished);
        }
        catch (WorkspaceException e)
        {
            outcome = new TurnOutcome.Failed(e.Message);
        }

        if (outcome.EndsTurn)
        {
            sleep.TakeBack(run);
        }
        if (outcome is TurnOutcome.Failed or TurnOutcome.Stopped)
        {
            run.Close(outcome);
        }
        return outcome;
    }

    private async Task<TurnOutcome> GoOnAsync(TurnRun run, CancellationToken ct)
    {
        var turn = run.Turn;
        if (JobRunCall.IsDue(turn))
        {
            turn.Steps++;
            run.Append(JobRunCall.Begin(turn.Message.JobRun!, $"c{run.NextSeq}_0", PatienceWith(turn).Patience));
            TurnStore.SetState(turn, TurnStates.Acting);
        }

        while (true)
        {
            var asked = await RunCallsAsync(run, ct);
            Refresh(turn, ct);
            if (await sleep.ForApprovalAsync(run, asked) is { } sleeps)
            {
                return sleeps;
            }
            if ((EndOf(run) ?? await BudgetEndAsync(run)) is { } end)
            {
                return end;
            }

            await opening.TakeArrivedAsync(run, ct);
            // The rows that announce the request are on the disk before it leaves.
            turn.Steps++;
            if (!turn.Batch.IsEmpty)
            {
                await writer.CommitAsync(turn);
            }

            var spent = await budgets.SpentAsync(turn);
            var outcome = await model.AskAsync(run, spent, ct);
            var ended = outcome switch
            {
                ChainOutcome.Answered answered => Answered(run, answered),
                ChainOutcome.Exhausted exhausted => await ExhaustedAsync(run, exhausted, spent),
                _ => throw new InvalidOperationException($"a chain does not end with {outcome.GetType().Name}"),
            };
            if (ended is not null)
            {
                return ended;
            }
        }
    }

    /// <summary>Runs every open call, and those of which somebody has decided meanwhile. A call that asks does not keep the others
    /// waiting.</summary>
    /// <returns>Those that wait for an approval now.</returns>
    private async Task<List<AskedCall.Waits>> RunCallsAsync(TurnRun run, CancellationToken ct)
    {
        var asked = new List<AskedCall.Waits>();
        do
        {
            foreach (var call in run.OpenCalls())
            {
                Refresh(run.Turn, ct);
                if (await calls.RunAsync(run, call, ct) is { } waits)
                {
                    asked.Add(waits);
                }
            }
        } while (await sleep.TakeDecisionAsync(run));
        return asked;
    }

    /// <summary>A reload counts from the next step on.</summary>
    private void Refresh(Turn turn, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Router.Refresh(config.Value, turn);
    }

    /// <summary>How a turn ends whose calls are done and whose model is not asked again; null asks it.</summary>
    private TurnOutcome? EndOf(TurnRun run)
    {
        var turn = run.Turn;
        if (JobRunCall.End(turn, run.Entries) is { } done)
        {
            return done;
        }
        if (turn.Steps >= config.Value.Agent.MaxSteps)
        {
            return new TurnOutcome.Failed($"Stopped after {turn.Steps} model calls without an answer (agent.max_steps).");
        }
        return Repetition.Find(run.Entries, turn.Id) is { } repeated
            ? new TurnOutcome.Failed(
                $"Stopped: the model made the same call more than {Repetition.Patience} times and got the same answer each time ({repeated.Name})."
            )
            : null;
    }

    private async Task<TurnOutcome?> BudgetEndAsync(TurnRun run)
    {
        // What the turn has used is read back from the disk; the rows would be written a moment later anyway.
        if (budgets.AreCounted(run.Turn) && !run.IsBeginning)
        {
            await writer.CommitAsync(run.Turn);
        }
        var refused = await budgets.RefusalAsync(run.Turn, begins: run.IsBeginning);
        if (refused is null)
        {
            run.IsBeginning = false;
        }
        return refused;
    }

    /// <returns>How the turn ends; null runs the calls that the reply asks for.</returns>
    private TurnOutcome? Answered(TurnRun run, ChainOutcome.Answered answered)
    {
        var (turn, reply) = (run.Turn, answered.Reply);
        model.Take(run, answered);
        if (reply.Calls.IsEmpty)
        {
            return new TurnOutcome.Replied(reply.Text, reply.Model);
        }
        if (turn.Rule.Budget.ToolCallsPerTurn is { } most && run.CallsMade > most)
        {
            return new TurnOutcome.Failed(
                $"Stopped: this turn may make {most} tool calls ({turn.Rule.SettingPath}.budget.tool_calls_per_turn)."
            );
        }

        TurnStore.SetState(turn, TurnStates.Acting);
        return null;
    }

    private async Task<TurnOutcome> ExhaustedAsync(TurnRun run, ChainOutcome.Exhausted exhausted, string? spent)
    {
        var turn = run.Turn;
        // Not asked means not counted: a turn that waits a night must not use up its steps.
        turn.Steps--;
        if (spent is not null && exhausted.Attempts.All(static attempt => attempt.Kind == ModelAttempt.OverBudget))
        {
            return await budgets.SpentRefusalAsync(turn, spent);
        }
        if (!exhausted.IsFinal && model.ChainOf(turn).Config is { OnExhausted: OnExhausted.Wait } chain)
        {
            return await sleep.ForModelAsync(turn, exhausted.Line, chain.Cooldown);
        }
        return model.FailureOf(turn, exhausted);
    }

    /// <summary>How long the turn may be awake, and the setting that says so.</summary>
    private (TimeSpan Patience, string Setting) PatienceWith(Turn turn)
    {
        var rule = turn.Rule;
        var (most, setting) = rule.TimeLimit is { } limit
            ? (limit, $"{rule.SettingPath}.timeout")
            : (config.Value.Agent.MaxTurnTime, "agent.max_turn_time");
        return rule.Budget.SecondsPerTurn is { } seconds && TimeSpan.FromSeconds(seconds) is var own && own < most
            ? (own, $"{rule.SettingPath}.budget.seconds_per_turn")
            : (most, setting);
    }
}
