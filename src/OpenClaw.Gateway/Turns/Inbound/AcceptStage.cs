namespace OpenClaw.Turns.Inbound;

/// <summary>
/// Notes that the message came, and how far its channel was read, so that what comes twice is one message. An edit that says what the
/// message said before is none: a service tells of one when it has looked where a link leads, too. Its rows are committed by a later stage.
/// </summary>
internal sealed class AcceptStage(InboxStore inbox) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct)
    {
        var id = turn.Message.Identity;
        if (id.Edit > 0 && await inbox.FindLatestAsync(id) is { } before && SaysTheSame(before, StoredMessage.Of(turn.Message)))
        {
            return new TurnOutcome.Duplicate();
        }
        InboxStore.Add(turn);
        if (turn.Cursor is { } cursor)
        {
            CursorStore.Set(turn.Batch, id.Channel, id.Account, cursor);
        }
        return null;
    }

    // What it answers or quotes may have been edited meanwhile, which is no edit of this.
    private static bool SaysTheSame(StoredMessage before, StoredMessage now) =>
        before.Text == now.Text && Forwarded(before) == Forwarded(now) && Names(before) == Names(now);

    private static string? Forwarded(StoredMessage message) =>
        message.Borrowed is [{ Use: nameof(Messages.BorrowedUse.Forwarded) } first, ..] ? first.Text : null;

    // References differ from one answer of a service to the next.
    private static string Names(StoredMessage message) =>
        string.Join('\n', (message.Files ?? []).Select(static file => $"{file.Name} {file.Size}"));
}
