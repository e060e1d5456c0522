using OpenClaw.Delivery.Outbound;
using OpenClaw.Turns;

namespace OpenClaw.Delivery.Outbox;

/// <summary>Tells watchers and the log what becomes of messages, once the disk says so.</summary>
internal sealed class DeliveryNews(EventHub events, ILogger log)
{
    public void Queued(OutboundMessage message, TurnId? turn) =>
        events.Publish(message.Session, turn, new GatewayEvent.Delivered(message.To.ToString(), OutboxStates.Pending, message.Text));

    /// <param name="reason">Null for what arrived, and for what expired before it was tried.</param>
    public void Ended(OutboxMessage message, string state, string? reason)
    {
        var to = message.To.ToString();
        if (state != OutboxStates.Sent)
        {
            DeliveryLog.NotDelivered(log, message.Id, to, state, reason ?? "it was never tried");
        }
        events.Publish(message.Session, message.Turn, new GatewayEvent.Delivered(to, state, message.Text, reason, message.Id));
    }

    /// <param name="reason">Why the channel is down now; null when it is not.</param>
    public void ChannelTried(string channel, bool wasDown, string? reason)
    {
        // Once an incident, not at every try of a night without a network.
        if (!wasDown && reason is not null)
        {
            DeliveryLog.ChannelDown(log, channel, reason);
        }
        else if (wasDown && reason is null)
        {
            DeliveryLog.ChannelBack(log, channel);
        }
    }
}
