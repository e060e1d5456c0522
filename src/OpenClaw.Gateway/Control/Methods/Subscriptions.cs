using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Loop;
using OpenClaw.Messages;
using OpenClaw.Turns;

namespace OpenClaw.Control.Methods;

/// <summary>Who watches what. A subscription ends with its connection. On the loop.</summary>
internal sealed class Subscriptions(EventLoop loop, EventHub events, ApprovalDesk desk, Current<GatewayConfig> config, PeerRights rights)
{
    private readonly Dictionary<long, (long Connection, IDisposable Ends)> _open = [];
    private long _last;

    /// <param name="session">Only this one; null is all that the peer may use.</param>
    /// <param name="kinds">Only these; null or none is all.</param>
    public long Open(ControlPeer peer, SessionKey? session, IReadOnlyList<string>? kinds)
    {
        var id = ++_last;
        _open.Add(id, (peer.ConnectionId, events.Subscribe(Hear)));
        peer.Closed.Register(() => loop.Post(_ => Close(id, peer.ConnectionId), null));
        return id;

        void Hear(GatewayEvent happened)
        {
            // What belongs to no session is the operator's business, but for the end.
            if (happened.Session is null && happened is not GatewayEvent.Stopping && !rights.IsTrusted(peer))
            {
                return;
            }
            if (happened.Session is { } its && (session is { } only ? its != only : !rights.MayUse(peer, its)) && !MayBeAsked(happened))
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
                loop.Track(TellAskedAsync(peer, shape, asked.Approval), "tell of an approval");
            }
            else
            {
                peer.Notify(ControlNotices.Event, shape);
            }
        }

        // Whom a call of another's session waits for: whether it is he is seen when the call is at hand.
        bool MayBeAsked(GatewayEvent happened) => session is null && happened is GatewayEvent.ApprovalAsked;
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

    /// <summary>The event says which; whoever shows it needs the whole call.</summary>
    private async Task TellAskedAsync(ControlPeer peer, ControlEvent shape, ApprovalId id)
    {
        if (
            await desk.FindAsync(id) is { } approval
            && (rights.MayUse(peer, new SessionKey(shape.Session!)) || rights.MaySee(peer, approval))
        )
        {
            peer.Notify(
                ControlNotices.Event,
                shape with
                {
                    Approval = ApprovalShapes.Of(approval) with { MayDecide = rights.MayDecide(peer, approval) },
                }
            );
        }
    }
}
