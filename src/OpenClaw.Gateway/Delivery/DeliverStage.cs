using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Sessions;

namespace OpenClaw.Delivery;

/// <summary>
/// Ends a turn: its reply goes into the outbox in the very transaction that marks it answered. <c>deliver = false</c> sends nothing, nor does an answer of <c>NO_REPLY</c>.
/// </summary>
internal sealed class DeliverStage(SessionStore sessions, OutboxStore outbox, TurnStore turns, EventHub events, TurnWriter writer, TimeProvider time) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        var (state, text) = Words(turn.Outcome!);
        using var notice = IsSent(turn, text) && GoesToTerminalElsewhere(turn)
            ? await LocalNotice.AddAsync(turn.Batch, sessions, outbox, new OutboundMessage(turn.ReplyTo, $"from {turn.Session}: {text}", turn.Session), turn.Id)
            : null;
        if (notice is null && IsSent(turn, text)) outbox.Add(turn.Batch, new OutboundMessage(turn.ReplyTo, text!, turn.Session), turn.Id);
        turns.SetState(turn, state);
        turns.SetEnded(turn.Batch, turn.Id, state, state == TurnStates.Failed ? text : null);
        await writer.CommitAsync(turn);
        notice?.Tell(events);
        Tell(turn);
        return null;
    }

    /// <summary>Tells whoever watches that the turn ended.</summary>
    public void Tell(Turn turn)
    {
        var (state, text) = Words(turn.Outcome!);
        var took = time.GetUtcNow() - (turn.StartedAt ?? turn.Message.ReceivedAt);
        events.Publish(new GatewayEvent.TurnEnded(state, text, (turn.Outcome as TurnOutcome.Replied)?.Model, took) { Session = turn.Session, Turn = turn.Id });
        if (IsSent(turn, text) && !GoesToTerminalElsewhere(turn))
        {
            events.Publish(new GatewayEvent.Delivered(turn.ReplyTo.ToString(), turn.ReplyTo.Channel == "local" ? "sent" : "pending", text!) { Session = turn.Session, Turn = turn.Id });
        }
    }

    /// <summary>How a job failed is its owner's to hear, once (<c>Scheduling/</c>), and not that of those who get its answers.</summary>
    private static bool IsSent(Turn turn, string? text) =>
        turn.Rule.Deliver && text is not (null or TurnOutcome.Silence) && (turn.Rule.Job is null || turn.Outcome is TurnOutcome.Replied);

    /// <summary>The transcript of the turn's own session is a terminal's delivery; another session's has to be given the words.</summary>
    private static bool GoesToTerminalElsewhere(Turn turn) => turn.Message.ReplyTo is { Channel: "local" } to && SessionKey.Local(to.ChatId) != turn.Session;

    private static (string State, string? Text) Words(TurnOutcome outcome) => outcome switch
    {
        TurnOutcome.Replied replied => (TurnStates.Answered, replied.Text),
        TurnOutcome.Stopped stopped => (TurnStates.Stopped, stopped.Line),
        TurnOutcome.Failed failed => (TurnStates.Failed, failed.Line),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no end of a turn"),
    };
}
