using OpenClaw.Turns.Inbound;

namespace OpenClaw.Turns.Lanes;

/// <summary>Writes the turn as queued, in one transaction with the message's acceptance, and puts it in its session's lane. Where the lane is
/// idle the turn's beginning is a part of that transaction: one sync announces message and request.</summary>
/// <param name="say">Adds a line for the turn's chat to its batch; the outbox is a neighbour's.</param>
/// <param name="behind">Says why a message is not answered soon, where the turn before it waits.</param>
internal sealed class LaneStage(
    LaneTable lanes,
    InboxStore inbox,
    TurnStore turns,
    EventHub events,
    Store store,
    Action<Turn, string> say,
    Func<Turn, string?> behind
) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        if (lanes.IsFull(turn))
        {
            var line = $"{turn.Rule.QueueLimit} messages wait here already; this one was not taken. Wait for an answer, or /stop.";
            // Whoever waits at the control socket has the line as his answer, each time.
            if (!turn.ReplyTo.IsTranscript && turn.Rule.Deliver && lanes.TryTellFull(turn))
            {
                say(turn, line);
            }
            return await turn.TryAcceptAsync(store, "full") ? new TurnOutcome.Full(line) : new TurnOutcome.Duplicate();
        }

        var waitsFor = behind(turn);
        if (waitsFor is not null && turn.HasChat)
        {
            say(turn, waitsFor);
        }
        turns.AddQueued(turn);
        if (lanes.TryStart(turn, () => inbox.IsKnownAsync(turn.Message.Identity), () => TryAcceptAsync(turn)) is { } started)
        {
            return await started ? new TurnOutcome.Queued(0, waitsFor) : new TurnOutcome.Duplicate();
        }
        return await TryAcceptAsync(turn) ? new TurnOutcome.Queued(lanes.Enqueue(turn), waitsFor) : new TurnOutcome.Duplicate();
    }

    private async Task<bool> TryAcceptAsync(Turn turn)
    {
        if (!await turn.TryAcceptAsync(store))
        {
            return false;
        }
        events.Publish(
            turn,
            new GatewayEvent.MessageReceived(turn.Message.Sender.Address, WordsOf.Message(turn.Message), turn.Message.Identity.MessageId)
        );
        return true;
    }
}
