using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>events.subscribe</c>.</summary>
internal sealed class EventsSubscribeMethod(Subscriptions subscriptions, PeerRights rights)
    : ControlMethod<SubscribeParams, SubscribeResult>(ControlCalls.EventsSubscribe)
{
    protected override Task<SubscribeResult> InvokeAsync(SubscribeParams parameters, ControlPeer peer, CancellationToken ct)
    {
        foreach (var kind in parameters.Kinds ?? [])
        {
            if (!EventKinds.All.Any(known => EventKinds.Matches(kind, known)))
            {
                throw ControlException.InvalidParams($"no events of kind \"{kind}\"; there are {string.Join(", ", EventKinds.All)}");
            }
        }

        if (parameters.Session is null)
        {
            rights.OwnersOnly(peer, "watch every session; name one");
        }
        return Task.FromResult(
            new SubscribeResult(subscriptions.Open(peer, parameters.Session is { } name ? rights.Key(peer, name) : null, parameters.Kinds))
        );
    }
}
