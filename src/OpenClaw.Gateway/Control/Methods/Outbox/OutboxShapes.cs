using OpenClaw.Control.Protocol;
using OpenClaw.Delivery.Outbox;

namespace OpenClaw.Control.Methods;

/// <summary>A message of the outbox as the wire shows it.</summary>
internal static class OutboxShapes
{
    private const int Beginning = 200;

    public static OutboxInfo Of(OutboxRow row)
    {
        var message = row.Message;
        return new OutboxInfo
        {
            Id = message.Id,
            To = message.To.ToString(),
            State = row.State,
            Session = message.Session.Value,
            Turn = message.Turn?.Value,
            Attempts = message.Attempts,
            QueuedAt = message.QueuedAt,
            NextAt = row.NextAt,
            ExpiresAt = message.ExpiresAt,
            SentAt = row.SentAt,
            ChannelMessage = row.ChannelMessage,
            Edits = message.Edits?.Row,
            Failure = row.Failure,
            Text = message.Text,
        };
    }

    /// <summary>For a list: its beginning is enough to know it by.</summary>
    public static OutboxInfo Short(OutboxRow row)
    {
        var whole = Of(row);
        if (whole.Text.Length <= Beginning)
        {
            return whole;
        }
        var end = char.IsHighSurrogate(whole.Text[Beginning - 1]) ? Beginning - 1 : Beginning;
        return whole with { Text = $"{whole.Text[..end]}..." };
    }

    /// <exception cref="ControlException">It was not changed, and why.</exception>
    public static OutboxResult Of(OutboxChange change, long id) =>
        change switch
        {
            OutboxChange.Done done => new OutboxResult(Of(done.Row)),
            OutboxChange.Missing => throw Missing(id),
            OutboxChange.Refused refused => throw ControlException.Failed(refused.Line),
            _ => throw new InvalidOperationException("no such change"),
        };

    public static ControlException Missing(long id) => ControlException.NotFound($"no message {id}; openclaw outbox --all lists them");
}
