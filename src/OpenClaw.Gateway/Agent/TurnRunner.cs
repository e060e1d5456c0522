using Microsoft.Extensions.Logging;
using OpenClaw.Approvals;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Routing;
using OpenClaw.Sessions;
using OpenClaw.Storage;

namespace OpenClaw.Agent;

/// <summary>Runs turns for their lanes and ends them on disk, those too that broke inside or are stopped in their sleep.</summary>
internal sealed class TurnRunner(TurnPipeline pipeline, DeliverStage deliver, TurnStore turns, SessionStore sessions, ApprovalDesk desk, LaneTable lanes, Store store, ILogger log)
{
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct)
    {
        var outcome = await pipeline.RunAsync(turn, ct);
        // Converse leaves its outcome in the turn and Deliver ends it; one that did not get there ends here.
        if (outcome is not (TurnOutcome.Failed or TurnOutcome.Stopped) || turn.Outcome == outcome) return outcome;
        try
        {
            turn.Outcome = outcome;
            turn.DropRows();
            EffectLog.Abandon(turn.Batch, turn.Id);
            await deliver.RunAsync(turn, CancellationToken.None);
        }
        catch (StorageException e)
        {
            // The disk that refused the turn refuses its end too; its row stays unfinished, and it goes on after the next start.
            PipelineLog.StorageFailed(log, turn.Id.Value, e.Message);
            deliver.Tell(turn);
        }

        return outcome;
    }

    /// <summary>Ends a turn that sleeps on disk: what it asked is withdrawn, and every call it left open gets its result, or the next turn would run it.</summary>
    public async Task EndAsleepAsync(SessionKey key, SleepingTurn sleeping, string by)
    {
        if (sleeping.Approval is { } approval) await desk.WithdrawAsync(approval, by);
        if (await turns.FindUnfinishedAsync(sleeping.Turn) is not { } stored) return;
        var turn = lanes.Rebuild(stored);
        var session = await sessions.LoadAsync(key);
        var run = new TurnRun(turn, session, await sessions.ContextAsync(session), sessions);
        run.CloseOpenCalls("stopped by the user before it ran");
        run.Append(new Entry.Notice("The user stopped this turn."));
        turns.SetEnded(turn.Batch, turn.Id, TurnStates.Stopped);
        await turn.CommitAsync(store);
    }
}
