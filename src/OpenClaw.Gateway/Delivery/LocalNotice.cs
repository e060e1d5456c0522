using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Sessions;
using OpenClaw.Storage;

namespace OpenClaw.Delivery;

/// <summary>
/// Words for a terminal session that come from elsewhere: an entry of its transcript, which is their delivery. Dispose it when the batch it was added to is committed, or
/// was given up.
/// </summary>
internal sealed class LocalNotice : IDisposable
{
    private readonly TranscriptEnd _end;
    private readonly PlacedEntry _entry;
    private readonly OutboundMessage _message;

    private LocalNotice(TranscriptEnd end, PlacedEntry entry, OutboundMessage message) => (_end, _entry, _message) = (end, entry, message);

    /// <summary>Adds its rows to a batch.</summary>
    /// <param name="message">To whom, and the session that says it. Who reads it there, and the model, must see that it came from elsewhere.</param>
    public static async Task<LocalNotice> AddAsync(Batch batch, SessionStore sessions, OutboxStore outbox, OutboundMessage message, TurnId? turn)
    {
        var to = SessionKey.Local(message.To.ChatId);
        var end = await sessions.HoldAsync(to);
        var entry = sessions.Append(batch, end, null, new Entry.Notice(message.Text));
        outbox.Add(batch, message with { Session = to }, turn);
        return new LocalNotice(end, entry, message);
    }

    /// <summary>The rows are on the disk: shows it to a turn that runs there, and to whoever watches.</summary>
    public void Tell(EventHub events)
    {
        _end.Tell(_entry);
        events.Publish(new GatewayEvent.Delivered(_message.To.ToString(), "sent", _message.Text) { Session = _end.Session });
    }

    public void Dispose() => _end.Dispose();
}
