using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Turns;

namespace OpenClaw.Control.Api;

/// <summary>The open subscriptions to events. One ends with its connection. On the loop.</summary>
internal sealed class Subscriptions(
    EventLoop loop,
    EventHub events,
    ApprovalService approvals,
    Current<GatewayConfig> config,
    PeerRights rights
)
{
    private readonly Dictionary<long, (long Connection, IDisposable Ends)> _open = [];
    private long _last;

    /// <param name="session">Only this one; null means all that the peer may use.</param>
    /// <param name="kinds">Only these; null or an empty list means all.</param>
    public long Open(ControlPeer peer, SessionKey? session, IReadOnlyList<string>? kinds)
    {
        var id = ++_last;
        _open.Add(id, (peer.ConnectionId, events.Subscribe(Handle)));
        peer.Closed.Register(() => loop.Post(_ => Close(id, peer.ConnectionId), null));
        return id;

        void Handle(GatewayEvent happened)
        {
            if (!IsFor(peer, session, happened))
            {
                return;
            }
            var shape = EventShapes.Of(happened, config.Value.Agent.Here(loop.Time.GetUtcNow())) with { Subscription = id };
            if (kinds is { Count: > 0 } && !kinds.Any(k => EventKinds.Matches(k, shape.Kind)))
            {
                return;
            }
            if (happened is GatewayEvent.ApprovalAsked asked)
            {
                loop.Track(NotifyAskedAsync(peer, shape, asked.Approval), "tell of an approval");
            }
            else
            {
                peer.Notify(EventsApi.Event, shape);
            }
        }
    }

    private bool IsFor(ControlPeer peer, SessionKey? only, GatewayEvent happened)
    {
        // Events of no session are for owners, except the end of the gateway.
        if (happened.Session is not { } session)
        {
            return happened is GatewayEvent.Stopping || rights.IsTrusted(peer);
        }
        if (only is { } wanted)
        {
            return session == wanted;
        }
        // The peer may be an approver of another's call; the rights are checked when the approval has been read.
        return rights.MayUse(peer, session) || happened is GatewayEvent.ApprovalAsked;
    }

    /// <returns>False when the connection has no such subscription.</returns>
    public bool Close(long id, long connection)
    {
        if (!_open.TryGetValue(id, out var open) || open.Connection != connection)
        {
            return false;
        }
        open.Ends.Dispose();
        return _open.Remove(id);
    }

    /// <summary>The event names the approval; a client that shows it needs the whole call.</summary>
    private async Task NotifyAskedAsync(ControlPeer peer, ControlEvent shape, ApprovalId id)
    {
        if (
            await approvals.FindAsync(id) is { } approval
            && (rights.MayUse(peer, new SessionKey(shape.Session!)) || rights.MaySee(peer, approval))
        )
        {
            peer.Notify(
                EventsApi.Event,
                shape with
                {
                    Approval = ApprovalInfo.Of(approval) with { MayDecide = rights.MayDecide(peer, approval) },
                }
            );
        }
    }
}
