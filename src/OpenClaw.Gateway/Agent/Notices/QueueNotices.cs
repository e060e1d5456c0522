using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Agent.Notices;

/// <summary>Says to the sender of a message why it is not answered soon, or was not taken. On the loop.</summary>
internal sealed class QueueNotices(LaneTable lanes, OutboxStore outbox)
{
    /// <summary>Why a message that is about to be queued is not answered soon: the turn before it waits for a model. Null when that is at
    /// work, or there is none.</summary>
    public string? For(Turn turn)
    {
        if (
            turn.Message.Origin == Origin.Cron
            || lanes.Find(turn.Session) is not { Asleep: { Ending: null } waiting }
            || lanes.InterruptsSleep(turn)
        )
        {
            return null;
        }
        var mayStop = turn.SenderIsOwner || turn.Message.Sender.Address == waiting.Sender;
        return $"Queued: an earlier message here waits until a model answers again.{(mayStop ? " /stop ends that." : "")}";
    }

    /// <summary>Tells chats how many of their messages were dropped while the queue was full, in one line. The rows go into the batch of
    /// the turn that begins.</summary>
    public void TellNotTaken(Turn beginning)
    {
        foreach (var (to, count) in beginning.NotTaken)
        {
            var line =
                count == 1
                    ? "1 more message was not taken while the queue was full. Send it again if it still matters."
                    : $"{count} more messages were not taken while the queue was full. Send them again if they still matter.";
            outbox.Add(beginning.Batch, new OutboundMessage(to, line, beginning.Session), null);
        }
    }
}
