using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Delivery.Outbox;

internal sealed partial class OutboxSender
{
    /// <summary>
    /// Tells the chat of a message whose pieces are through that some of them are missing. The others have arrived, and nobody could see
    /// it. When none has, another message would not arrive either.
    /// </summary>
    private async Task TellMissingAsync(DeliveryLine line, OutboxMessage piece, string state)
    {
        line.MayMissAPart |= state == OutboxStates.Failed;
        if (!line.MayMissAPart)
        {
            return;
        }
        var pieces = await _disk.ReadAsync(() => outbox.PiecesAsync(piece));
        if (pieces.Exists(static row => row.State is OutboxStates.Pending or OutboxStates.Sending))
        {
            return;
        }
        line.MayMissAPart = false;
        // Short notices that were queued in the same moment are no pieces of one message.
        if (!piece.IsMarkdown && pieces.Sum(static row => row.Message.Text.Length) <= outbox.LimitOf(piece.To).Length)
        {
            return;
        }
        var missing = pieces.FindAll(static row => row.State is OutboxStates.Failed or OutboxStates.Expired);
        if (missing.Count == 0 || !pieces.Exists(static row => row.State == OutboxStates.Sent))
        {
            return;
        }
        var batch = new Batch();
        outbox.Add(batch, new OutboundMessage(piece.To, Words(pieces, missing), piece.Session), piece.Turn);
        await _disk.CommitAsync(batch);
    }

    private static string Words(List<OutboxRow> pieces, List<OutboxRow> missing)
    {
        var numbers = string.Join(", ", missing.Select(row => pieces.IndexOf(row) + 1));
        var reason = missing[0].Failure is { } failure ? $" ({failure})" : "";
        var resend = string.Join(", ", missing.Select(static row => $"`openclaw outbox resend {row.Message.Id}`"));
        return missing.Count == 1
            ? $"A part of this message is missing, part {numbers} of {pieces.Count}{reason}. {resend} sends it again."
            : $"Parts of this message are missing, parts {numbers} of {pieces.Count}{reason}. {resend} send them again.";
    }
}
