using Microsoft.Extensions.Logging;
using OpenClaw.Approvals;
using OpenClaw.Config;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Routing;
using OpenClaw.Sessions;
using OpenClaw.Storage;

namespace OpenClaw.Agent;

/// <summary>Runs turns for their lanes and ends them on disk, those too that broke inside or are stopped in their sleep.</summary>
internal sealed class TurnRunner(
    TurnPipeline pipeline,
    DeliverStage deliver,
    TurnStore turns,
    SessionStore sessions,
    EffectLog effects,
    ApprovalDesk desk,
    LaneTable lanes,
    Store store,
    Current<GatewayConfig> config,
    ILogger log
)
{
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct)
    {
        TurnOutcome outcome = new TurnOutcome.Failed("The state could not be read; the log has the details.");
        try
        {
            // Held until the turn's last row is on the disk, or somebody else would give out the same numbers.
            using var end = await sessions.HoldAsync(turn.Session);
            outcome = await pipeline.RunAsync(turn, ct);
            // Converse leaves its outcome in the turn and Deliver ends it; one that did not get there ends here.
            if (outcome is TurnOutcome.Failed or TurnOutcome.Stopped && !ReferenceEquals(turn.Outcome, outcome))
            {
                await EndAsync(turn, outcome);
            }
        }
        catch (StorageException e) when (e.Fault == StorageFault.Stopped)
        {
            // The gateway ends before the turn does: its row says how far it came, and the next start goes on from there.
        }
        catch (Exception e)
        {
            // What broke the turn broke its end too; its row stays unfinished, and it goes on after the next start.
            PipelineLog.StageFailed(log, turn.Id.Value, e);
            turn.Outcome = outcome;
            deliver.Tell(turn);
        }

        return outcome;
    }

    /// <summary>Ends a turn that sleeps on disk: what it asked is withdrawn, and every call it left open gets its result, or the next turn
    /// would run it.</summary>
    public async Task EndAsleepAsync(SessionKey key, SleepingTurn sleeping, string by)
    {
        if (await turns.FindUnfinishedAsync(sleeping.Turn) is not { } stored)
        {
            return;
        }
        var turn = lanes.Rebuild(stored);
        using var run = await TurnRun.OpenAsync(turn, sessions);
        if (sleeping.Approval is { } asked)
        {
            desk.Withdraw(turn.Batch, asked, turn.Session, turn.Id, by);
        }
        run.Close(new TurnOutcome.Stopped("Stopped."));
        turns.SetEnded(turn.Batch, turn.Session, turn.Id, TurnStates.Stopped);
        // Not by the turn's writer: whoever stops it waits for the answer, and hears that the disk refused.
        await store.CommitAsync(turn.TakeRows().Rows);
        if (sleeping.Approval is { } approval)
        {
            desk.Withdrawn(approval, key, sleeping.Turn, by);
        }
    }

    /// <summary>Ends a turn that does not run, or broke inside. What it held in memory may be half done, so its end is made from what the
    /// disk has.</summary>
    public async Task EndAsync(Turn turn, TurnOutcome outcome)
    {
        turn.DropRows();
        turn.Outcome = outcome;
        using var run = await TurnRun.OpenAsync(turn, sessions);
        if (await turns.FindUnfinishedAsync(turn.Id) is { State: TurnStates.Queued })
        {
            run.CloseOpenCalls();
            run.Append(AgentPrompt.Said(turn.Message, config.Value.Agent.TimeZone));
        }

        foreach (var joined in turn.Joined.ToArray())
        {
            lanes.Rejoin(joined, turn);
            run.Append(AgentPrompt.Said(joined.Message, config.Value.Agent.TimeZone));
        }

        foreach (var effect in (await effects.StartedAsync()).Where(e => e.Turn == turn.Id))
        {
            EffectLog.MarkUnknown(turn.Batch, effect);
            run.Append(new Entry.ToolResult(effect.Call, effect.Tool, EffectLog.UnknownText(effect.Tool), Failed: true));
        }

        run.Close(outcome);
        await deliver.RunAsync(turn, CancellationToken.None);
    }
}
