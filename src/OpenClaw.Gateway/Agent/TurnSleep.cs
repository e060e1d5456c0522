using Microsoft.Extensions.Logging;
using OpenClaw.Approvals;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Messages;
using OpenClaw.Turns;

namespace OpenClaw.Agent;

/// <summary>Lets a turn sleep until a call of it is decided, or until a model may answer again. What it waits for is on the disk, and told,
/// before it sleeps. On the loop.</summary>
internal sealed class TurnSleep(
    TurnWriter writer,
    ApprovalDesk desk,
    ApprovalNotices notices,
    QueueNotices queue,
    OutboxStore outbox,
    EventHub events,
    ILogger log
)
{
    public async Task<TurnOutcome> ForApprovalAsync(TurnRun run, Asked asked)
    {
        var turn = run.Turn;
        if (asked.IsNew)
        {
            TurnStore.SetState(turn, TurnStates.Asking);
            queue.TellWaiting(turn, asked.Approval);
        }
        using var told = asked.IsNew ? await notices.AddAsync(turn, asked.Approval) : null;
        await writer.CommitAsync(turn);
        if (asked.IsNew)
        {
            desk.Announce(asked.Approval);
        }
        return new TurnOutcome.Asking(asked.Approval.Id);
    }

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
            events.Publish(new GatewayEvent.TurnWaiting(notice) { Session = turn.Session, Turn = turn.Id });
        }

        return new TurnOutcome.Waiting(line, retry);
    }
}
