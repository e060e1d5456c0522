using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>events.unsubscribe</c>.</summary>
internal sealed class EventsUnsubscribeMethod(Subscriptions subscriptions)
    : ControlMethod<UnsubscribeParams, NoResult>(ControlCalls.EventsUnsubscribe)
{
    protected override Task<NoResult> InvokeAsync(UnsubscribeParams parameters, ControlPeer peer, CancellationToken ct) =>
        subscriptions.Close(parameters.Subscription, peer.ConnectionId)
            ? Task.FromResult(NoResult.Value)
            : throw ControlException.NotFound($"this connection has no subscription {parameters.Subscription}");
}
