using Microsoft.Extensions.Logging;
using OpenClaw.Approvals;
using OpenClaw.Delivery;
using OpenClaw.Diagnostics;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Routing;
using OpenClaw.Sessions;
using OpenClaw.Storage;
using OpenClaw.Storage.Audit;

namespace OpenClaw.Agent;

/// <summary>What a start does with what the last process left: calls that were running become unknown and are told to the model, turns go on.</summary>
internal sealed class Recovery(
    Store store, TurnStore turns, SessionStore sessions, EffectLog effects, ApprovalDesk desk, LaneTable lanes, EventLoop loop, ILogger log)
{
    /// <param name="config">The hash of the configuration this start was made with.</param>
    public async Task RunAsync(string config)
    {
        loop.VerifyAccess();
        var unfinished = await turns.UnfinishedAsync();
        await MarkInterruptedAsync(config, unfinished.Count);

        foreach (var stored in unfinished)
        {
            AgentLog.GoesOn(log, stored.Session.Value, stored.Id.Value, stored.State);
            if (stored.State == TurnStates.Asking && await SleepsOnAsync(stored) is { } approval)
            {
                lanes.Restore(stored.Session, new SleepingTurn(stored.Id, stored.Message.Sender.Address, stored.Rule, approval));
            }
            else
            {
                lanes.Enqueue(lanes.Rebuild(stored));
            }
        }

        // Last: what has expired meanwhile wakes its turn, which must lie in its lane by then.
        await desk.LoadAsync();
    }

    /// <summary>Nothing runs yet, so whatever says that it is under way was under way when the process ended.</summary>
    private async Task MarkInterruptedAsync(string config, int unfinished)
    {
        var interrupted = await effects.StartedAsync();
        var batch = new Batch().Audit(
            AuditKinds.Start, null, null, ("version", BuildInfo.Version), ("config", config), ("turns", unfinished), ("effects_unknown", interrupted.Count));
        OutboxStore.MarkInterrupted(batch);
        var ends = new List<TranscriptEnd>();
        foreach (var effect in interrupted)
        {
            var end = await sessions.HoldAsync(effect.Session);
            ends.Add(end);
            EffectLog.MarkUnknown(batch, effect);
            sessions.Append(batch, end, effect.Turn, new Entry.ToolResult(effect.Call, effect.Tool, EffectLog.UnknownText(effect.Tool), Failed: true));
            AgentLog.Unknown(log, effect.Session.Value, effect.Tool);
        }

        await store.CommitAsync(batch);
        ends.ForEach(static end => end.Dispose());
    }

    /// <summary>The approval a turn still sleeps on; null when it was decided, and the process died before the turn heard of it.</summary>
    private async Task<ApprovalId?> SleepsOnAsync(StoredTurn stored) =>
        (await desk.ListAsync(all: false)).Find(a => a.Turn == stored.Id)?.Id;
}
