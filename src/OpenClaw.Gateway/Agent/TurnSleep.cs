using OpenClaw.Agent.Notices;
using OpenClaw.Approvals;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;

namespace OpenClaw.Agent;

/// <summary>Lets a turn sleep until a call of it is decided, or until a model may answer again, and brings what was decided meanwhile. What
/// it waits for is on the disk, and told, before it sleeps. On the loop.</summary>
internal sealed class TurnSleep(
    TurnWriter writer,
    ApprovalService approvals,
    AskedCalls asked,
    ApprovalNotices notices,
    OutboxStore outbox,
    EventHub events,
    ILogger log
)
{
    /// <inheritdoc cref="AskedCalls.WaitsOn"/>
    public bool WaitsOn(TurnRun run) => asked.WaitsOn(run);

    /// <inheritdoc cref="AskedCalls.TakeDecisionAsync"/>
    public Task<bool> TakeDecisionAsync(TurnRun run) => asked.TakeDecisionAsync(run);

    /// <summary>Sends a turn to sleep whose calls wait for an approval; null when none does.</summary>
    /// <param name="calls">Those that wait since the turn was woken.</param>
    public async Task<TurnOutcome?> ForApprovalAsync(TurnRun run, IReadOnlyList<AskedCall.Waits> calls)
    {
        var turn = run.Turn;
        if (approvals.PendingOf(turn.Id).Count == 0)
        {
            return null;
        }
        TurnStore.SetState(turn, TurnStates.Asking);
        var told = new List<IDisposable>();
        try
        {
            foreach (var call in calls.Where(static call => call.IsNew))
            {
                told.Add(await notices.AddAsync(turn, call.Approval));
            }
            await writer.CommitAsync(turn);
        }
        finally
        {
            told.ForEach(static end => end.Dispose());
        }
        // Of one that was asked before as well: whoever watches the turn sees again what it waits for.
        foreach (var approval in approvals.PendingOf(turn.Id))
        {
            approvals.Announce(approval);
        }
        return new TurnOutcome.Asking();
    }

    /// <summary>The turn ends, and nothing of it may run any more.</summary>
    public void TakeBack(TurnRun run) => asked.TakeBack(run, "gateway");

    /// <summary>The turn's person is told once, not at every try of a long night.</summary>
    /// <param name="line">Why no model answers.</param>
    /// <param name="retry">How long the turn sleeps.</param>
    public async Task<TurnOutcome> ForModelAsync(Turn turn, string line, TimeSpan retry)
    {
        if (!turn.IsToldToWait)
        {
            turn.IsToldToWait = true;
            AgentLog.Waits(log, turn.Id.Value, line);
            var notice = $"{line} This waits until a model answers again.";
            if (turn.Rule.Deliver && !turn.ReplyTo.IsTranscript)
            {
                outbox.Add(turn.Batch, turn.Saying(notice), turn.Id);
            }
            await writer.CommitAsync(turn);
            events.Publish(turn, new GatewayEvent.TurnWaiting(notice));
        }

        return new TurnOutcome.Waiting(line, retry);
    }
}
