using Microsoft.Extensions.Logging;
using OpenClaw.Approvals;
using OpenClaw.Delivery;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Routing;
using OpenClaw.Sessions;
using OpenClaw.Storage;

namespace OpenClaw.Agent;

/// <summary>What a start does with what the last process left: calls that were running become unknown and are told to the model, turns go on.</summary>
internal sealed class Recovery(
    Store store, TurnStore turns, SessionStore sessions, EffectLog effects, ApprovalDesk desk, LaneTable lanes, EventLoop loop, ILogger log)
{
    /// <summary>What the model reads in place of a result that nobody saw.</summary>
    public static string UnknownText(string tool) =>
        $"unknown: the gateway stopped while this {tool} call was running. It may have run in part, wholly, or not at all, and was not run again. Look before you repeat it.";

    public async Task RunAsync()
    {
        loop.VerifyAccess();
        var batch = new Batch();
        OutboxStore.MarkInterrupted(batch);
        foreach (var effect in await effects.StartedAsync())
        {
            EffectLog.MarkUnknown(batch, effect);
            sessions.AppendUnheld(batch, effect.Session, effect.Turn, new Entry.ToolResult(effect.Call, effect.Tool, UnknownText(effect.Tool), Failed: true));
            AgentLog.Unknown(log, effect.Session.Value, effect.Tool);
        }

        await store.CommitAsync(batch);
        await desk.LoadAsync();

        foreach (var stored in await turns.UnfinishedAsync())
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
    }

    /// <summary>The approval a turn still sleeps on; null when it was decided, and the process died before the turn heard of it.</summary>
    private async Task<ApprovalId?> SleepsOnAsync(StoredTurn stored) =>
        (await desk.ListAsync(all: false)).Find(a => a.Turn == stored.Id)?.Id;
}
