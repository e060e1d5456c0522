using OpenClaw.Messages;
using OpenClaw.Pipeline;

namespace OpenClaw.Delivery;

/// <summary>Ends a turn: its reply goes into the outbox in the very transaction that marks it answered. <c>deliver = false</c> sends nothing.</summary>
internal sealed class DeliverStage(OutboxStore outbox, TurnStore turns, EventHub events, TurnWriter writer, TimeProvider time) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        var (state, text) = Words(turn.Outcome!);
        if (turn.Rule.Deliver && text is not null) outbox.Add(turn.Batch, new OutboundMessage(turn.ReplyTo, text, turn.Session), turn.Id);
        turns.SetState(turn, state);
        turns.SetEnded(turn.Batch, turn.Session, turn.Id, state, state == TurnStates.Failed ? text : null);
        await writer.CommitAsync(turn);
        Tell(turn);
        return null;
    }

    /// <summary>Tells whoever watches that the turn ended.</summary>
    public void Tell(Turn turn)
    {
        var (state, text) = Words(turn.Outcome!);
        var took = time.GetUtcNow() - (turn.StartedAt ?? turn.Message.ReceivedAt);
        events.Publish(new GatewayEvent.TurnEnded(state, text, (turn.Outcome as TurnOutcome.Replied)?.Model, took) { Session = turn.Session, Turn = turn.Id });
        if (turn.Rule.Deliver && text is not null)
        {
            events.Publish(new GatewayEvent.Delivered(turn.ReplyTo.ToString(), turn.ReplyTo.Channel == "local" ? "sent" : "pending", text) { Session = turn.Session, Turn = turn.Id });
        }
    }

    private static (string State, string? Text) Words(TurnOutcome outcome) => outcome switch
    {
        TurnOutcome.Replied replied => (TurnStates.Answered, replied.Text),
        TurnOutcome.Stopped stopped => (TurnStates.Stopped, stopped.Line),
        TurnOutcome.Failed failed => (TurnStates.Failed, failed.Line),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no end of a turn"),
    };
}
