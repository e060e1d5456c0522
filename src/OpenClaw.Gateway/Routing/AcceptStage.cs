using OpenClaw.Pipeline;

namespace OpenClaw.Routing;

/// <summary>Notes that the message came, and how far its channel was read, so that what comes twice is one message. Its rows are committed by a later stage.</summary>
internal sealed class AcceptStage : IStage
{
    public ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        var id = turn.Message.Identity;
        turn.Batch.Expect(1,
            "insert or ignore into inbox(channel, account, chat, message, edit, sender, received_at) values(@0, @1, @2, @3, @4, @5, @6)",
            id.Channel, id.Account, id.ChatId, id.MessageId, id.Edit, turn.Message.Sender.Address, turn.Message.ReceivedAt);
        if (turn.Cursor is { } cursor) CursorStore.Set(turn.Batch, id.Channel, id.Account, cursor);
        return ValueTask.FromResult<TurnOutcome?>(null);
    }
}
