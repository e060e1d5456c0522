using OpenClaw.Config.Loading;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Delivery;

/// <summary>
/// Posts a text to an address: to a chat of a channel through the outbox, to a session of the terminal or the page as a notice in its
/// transcript. It starts no turn there. </summary>
/// <param name="place">Where an address leads that is read and not sent to; null when nobody reads there.</param>
internal sealed class Announcer(
    SessionStore sessions,
    OutboxStore outbox,
    Current<OutboundChannels> channels,
    Func<ReplyAddress, SessionKey?> place,
    EventHub events
)
{
    /// <summary>The full form of an address as a model or a person writes it (<c>main</c> is <c>local:main</c>); null when nobody is
    /// reached there.</summary>
    public string? Resolve(string address)
    {
        var text = address.Trim();
        if (text.Length is 0 or > 200 || text.Any(char.IsControl))
        {
            return null;
        }
        var key = SessionKey.FromUser(text).Value;
        if (ReplyAddress.Parse(key) is not { } to)
        {
            return null;
        }
        if (to.IsTranscript)
        {
            return place(to) is not null ? key : null;
        }
        return channels.Value.Find(to.Channel) is not null ? to.ToString() : null;
    }

    /// <summary>What there is to write to, for whoever wrote to nobody.</summary>
    public string Reachable => string.Join(", ", channels.Value.Names.Prepend("local").Select(static name => $"{name}:..."));

    /// <summary>The session whose transcript an address leads to, of those that <see cref="ReplyAddress.IsTranscript"/>.</summary>
    public SessionKey PlaceOf(ReplyAddress to) => place(to) ?? to.Session;

    /// <summary>
    /// Adds the rows. Whoever commits them disposes what is returned afterwards, whatever came of it: until then nobody else may give out
    /// the same numbers. </summary>
    /// <param name="address">As <see cref="Resolve"/> gives it. A channel that is not there is waited for.</param>
    public async Task<IDisposable?> AddToAsync(Batch batch, string address, Announcement what)
    {
        var to = ReplyAddress.Parse(address) ?? throw new ArgumentException($"\"{address}\" is no address", nameof(address));
        if (!to.IsTranscript)
        {
            outbox.Add(
                batch,
                new OutboundMessage(to, what.Text, what.From) { IsMarkdown = what.IsMarkdown, Approval = what.Approval },
                what.Turn
            );
            return null;
        }

        var session = PlaceOf(to);
        var end = await sessions.HoldAsync(session);
        var notice = sessions.Append(
            batch,
            end,
            null,
            new Entry.Notice(what.NamesItself ? what.Text : $"message from session {what.From}: {what.Text}")
        );
        outbox.Add(batch, new OutboundMessage(to, what.Text, session), what.Turn);
        batch.Then(() =>
        {
            end.Tell(notice);
            events.Publish(new GatewayEvent.Delivered(to.ToString(), OutboxStates.Sent, what.Text) { Session = session });
        });
        return end;
    }
}
