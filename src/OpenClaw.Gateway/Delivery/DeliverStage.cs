using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;

namespace OpenClaw.Delivery;

/// <summary>
/// Ends a turn: its reply goes into the outbox in the very transaction that marks it answered. <c>deliver = false</c> sends nothing, and
/// neither does an answer of <c>NO_REPLY</c>. Where that is the last line, what stands before it is the answer.
/// </summary>
internal sealed class DeliverStage(
    OutboxStore outbox,
    Announcer announcer,
    TurnStore turns,
    EventHub events,
    TurnWriter writer,
    TimeProvider time
)
{
    public async Task EndAsync(Turn turn, TurnOutcome outcome)
    {
        var (state, line) = Words(outcome);
        var text = Text(turn, outcome, line);
        using var held = IsSent(turn, outcome) && text is not null ? await AddAsync(turn, outcome, text) : null;
        TurnStore.SetState(turn, state);
        turns.SetEnded(turn.Batch, turn.Session, turn.Id, state, state == TurnStates.Failed ? line : null);
        await writer.CommitAsync(turn);
        turn.HasEnded = true;
        Tell(turn, outcome);
    }

    /// <summary>Tells whoever watches that the turn ended. Of a reply that goes to a channel its sender tells.</summary>
    public void Tell(Turn turn, TurnOutcome outcome)
    {
        var (state, line) = Words(outcome);
        // Who waits for an answer in a chat gets none where nothing is sent.
        var text = Text(turn, outcome, line) is null ? null : line;
        var took = time.GetUtcNow() - (turn.StartedAt ?? turn.Message.ReceivedAt);
        events.Publish(turn, new GatewayEvent.TurnEnded(state, text, (outcome as TurnOutcome.Replied)?.Model, took));
        if (IsSent(turn, outcome) && text is not null && turn.ReplyTo.IsTranscript && !IsElsewhere(turn))
        {
            events.Publish(turn, new GatewayEvent.Delivered(turn.ReplyTo.ToString(), OutboxStates.Sent, text));
        }
    }

    /// <summary>How a job failed is its owner's to hear, once (<c>Scheduling/</c>), and not that of those who get its answers.</summary>
    private static bool IsSent(Turn turn, TurnOutcome outcome) =>
        turn.Rule.Deliver && outcome is not TurnOutcome.Failed { Quiet: true } && (turn.Rule.Job is null || outcome is TurnOutcome.Replied);

    private async Task<IDisposable?> AddAsync(Turn turn, TurnOutcome outcome, string text)
    {
        if (IsElsewhere(turn))
        {
            return await announcer.AddToAsync(turn.Batch, turn.ReplyTo.ToString(), new Announcement(text, turn.Session, turn.Id));
        }
        outbox.Add(turn.Batch, turn.Saying(text) with { IsMarkdown = outcome is TurnOutcome.Replied }, turn.Id);
        return null;
    }

    /// <summary>Its answer goes to another session, whose transcript does not have it yet.</summary>
    private bool IsElsewhere(Turn turn) => turn.Message.ReplyTo is { IsTranscript: true } to && announcer.PlaceOf(to) != turn.Session;

    /// <summary>What is sent. A chat may have watched words come, in a message that this one takes the place of.</summary>
    private static string? Text(Turn turn, TurnOutcome outcome, string? line) =>
        (Said(outcome), turn.IsToldStopped && outcome is TurnOutcome.Stopped) switch
        {
            ({ Length: > 0 } said, true) => $"{said} …",
            (_, true) => null,
            ({ Length: > 0 } said, _) => $"{said}\n\n{line}",
            _ => line,
        };

    private static string Said(TurnOutcome outcome) =>
        outcome switch
        {
            TurnOutcome.Stopped stopped => stopped.Said,
            TurnOutcome.Failed failed => failed.Said,
            _ => "",
        };

    private static (string State, string? Text) Words(TurnOutcome outcome) =>
        outcome switch
        {
            TurnOutcome.Replied replied => (TurnStates.Answered, NoReply.Said(replied.Text)),
            TurnOutcome.Stopped stopped => (TurnStates.Stopped, stopped.Line),
            TurnOutcome.Failed failed => (TurnStates.Failed, failed.Line),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} is no end of a turn"),
        };
}
