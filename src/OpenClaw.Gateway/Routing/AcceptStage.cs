using OpenClaw.Pipeline;

namespace OpenClaw.Routing;

/// <summary>Notes that the message came, and how far its channel was read, so that what comes twice is one message. Its rows are committed by a later stage.</summary>
internal sealed class AcceptStage : IStage
{
    public ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        var id = turn.Message.Identity;
        InboxStore.Add(turn);
        if (turn.Cursor is { } cursor) CursorStore.Set(turn.Batch, id.Channel, id.Account, cursor);
        return ValueTask.FromResult<TurnOutcome?>(null);
    }
}
