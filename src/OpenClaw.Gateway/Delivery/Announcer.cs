using OpenClaw.Config;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Sessions;
using OpenClaw.Storage;

namespace OpenClaw.Delivery;

/// <summary>
/// Posts a text to an address: to a chat of a channel through the outbox, to a session of the terminal as a notice in its transcript. It starts no turn there.
/// </summary>
internal sealed class Announcer(SessionStore sessions, OutboxStore outbox, Current<OutboundChannels> channels, EventHub events)
{
    private const string LocalPrefix = "local:";

    /// <summary>The full form of an address as a model or a person writes it (<c>main</c> is <c>local:main</c>); null when nobody is reached there.</summary>
    public string? Resolve(string address)
    {
        var text = address.Trim();
        if (text.Length is 0 or > 200 || text.Any(char.IsControl)) return null;
        var key = SessionKey.FromUser(text).Value;
        if (key.StartsWith(LocalPrefix, StringComparison.Ordinal)) return key.Length > LocalPrefix.Length ? key : null;
        return ReplyAddress.Parse(text) is { } to && channels.Value.Find(to.Channel) is not null ? to.ToString() : null;
    }

    /// <summary>What there is to write to, for whoever wrote to nobody.</summary>
    public string Reachable => string.Join(", ", channels.Value.Names.Prepend("local").Select(static name => $"{name}:..."));

    /// <summary>
    /// Adds the rows. Whoever commits them disposes what is returned afterwards, whatever came of it: until then nobody else may give out the same numbers.
    /// </summary>
    /// <param name="address">As <see cref="Resolve"/> gives it. A channel that is not there is waited for.</param>
    public async Task<IDisposable?> AddToAsync(Batch batch, string address, Announcement what)
    {
        if (!address.StartsWith(LocalPrefix, StringComparison.Ordinal))
        {
            var to = ReplyAddress.Parse(address) ?? throw new ArgumentException($"\"{address}\" is no address", nameof(address));
            outbox.Add(batch, new OutboundMessage(to, what.Text, what.From) { IsMarkdown = what.IsMarkdown, Approval = what.Approval }, what.Turn);
            return null;
        }

        var session = new SessionKey(address);
        var reply = new ReplyAddress("local", "", address[LocalPrefix.Length..]);
        var end = await sessions.HoldAsync(session);
        var notice = sessions.Append(batch, end, null, new Entry.Notice(what.NamesItself ? what.Text : $"message from session {what.From}: {what.Text}"));
        outbox.Add(batch, new OutboundMessage(reply, what.Text, session), what.Turn);
        batch.Then(() =>
        {
            end.Tell(notice);
            events.Publish(new GatewayEvent.Delivered(reply.ToString(), OutboxStates.Sent, what.Text) { Session = session });
        });
        return end;
    }
}
