using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Foundation.Text;
using OpenClaw.Messages;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Agent;

/// <summary>
/// Says to the sender of a message why it is not answered soon: an earlier message of the conversation waits for an approval or for a
/// model. The line names the call, and what this sender can do about it; it comes when the message does, and again for each call that the
/// turn before it asks for. On the loop. </summary>
internal sealed class QueueNotices(LaneTable lanes, ApprovalDesk desk, OutboxStore outbox, Current<GatewayConfig> config)
{
    /// <summary>Of the call's words. The whole call stands in the question itself.</summary>
    private const int LongestCall = 200;

    /// <summary>What a message that is about to be queued waits for; null when the turn before it is at work, or there is none.</summary>
    public QueuedBehind? For(Turn turn)
    {
        if (turn.Message.Origin == Origin.Cron || lanes.Find(turn.Session) is not { } lane || lanes.Interrupts(turn))
        {
            return null;
        }
        // Its row says that it asks before it has lain down.
        var first = lane.Asleep is { Ending: false } asleep ? asleep.Turn : lane.Running?.Id;
        if (first is null)
        {
            return null;
        }
        if (desk.PendingOf(turn.Session, first.Value) is { } asked)
        {
            return new QueuedBehind(Line(turn, asked), asked.Id);
        }
        if (lane.Asleep is not { Ending: false, Approval: null } waiting)
        {
            return null;
        }
        return new QueuedBehind(
            $"Queued: an earlier message here waits until a model answers again.{(MayStop(turn, waiting.Sender) ? " /stop ends that." : "")}",
            null
        );
    }

    /// <summary>Tells those whose messages are queued already and whose chats do not see the question that is asked now. The rows go into
    /// the asking turn's batch.</summary>
    public void TellWaiting(Turn asking, Approval approval)
    {
        foreach (var waiting in lanes.Find(asking.Session)?.Waiting ?? [])
        {
            if (!waiting.HasChat || lanes.Interrupts(waiting) || (asking.Rule.Deliver && waiting.ReplyTo == asking.ReplyTo))
            {
                continue;
            }
            outbox.Add(asking.Batch, waiting.Saying(Line(waiting, approval)), null);
        }
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

    private string Line(Turn turn, Approval approval)
    {
        var answer = Approvers.Refusal(config.Value, approval, turn.Message.Sender.Address) is null
            ? $"/approve {approval.Id} or /deny {approval.Id} answers it"
            : "somebody who may approve it has to answer";
        var stop = MayStop(turn, approval.Sender) ? ", /stop takes it back" : "";
        var shown = Escaping.Line(approval.Display);
        var call =
            shown.Length <= LongestCall
                ? shown
                : $"{shown[..(char.IsHighSurrogate(shown[LongestCall - 1]) ? LongestCall - 1 : LongestCall)]} ...";
        // The call comes last and behind its mark: nothing that a model wrote stands before what is to be done.
        return $"Queued: an earlier message here waits for approval {approval.Id} until {WallClock.Say(approval.ExpiresAt, approval.AskedAt, config.Value.Agent.TimeZone)}; {answer}{stop}. It would run {approval.Tool}\n{Question.Mark}{call}";
    }

    private static bool MayStop(Turn turn, string sender) => turn.SenderIsOwner || turn.Message.Sender.Address == sender;
}
