using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;

namespace OpenClaw.Control.Api;

/// <summary>The methods that begin and end a subscription to events.</summary>
internal sealed class EventsApi(Subscriptions subscriptions, PeerRights rights)
{
    public static ControlCall<SubscribeParams, SubscribeResult> Subscribe { get; } = new("events.subscribe", ControlJson.Get);
    public static ControlCall<UnsubscribeParams, NoResult> Unsubscribe { get; } = new("events.unsubscribe", ControlJson.Get);

    /// <summary>One event of a subscription.</summary>
    public static ControlNotice<ControlEvent> Event { get; } = new("event", ControlJson.Get);

    public Task<SubscribeResult> SubscribeAsync(SubscribeParams parameters, ControlPeer peer)
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

    public Task<NoResult> UnsubscribeAsync(UnsubscribeParams parameters, ControlPeer peer) =>
        subscriptions.Close(parameters.Subscription, peer.ConnectionId)
            ? Task.FromResult(NoResult.Value)
            : throw ControlException.NotFound($"this connection has no subscription {parameters.Subscription}");
}

/// <param name="Session">Only this session's events; absent, those of every session.</param>
/// <param name="Kinds">Only these kinds; a name without its second part means all of them: <c>turn</c>.</param>
internal sealed record SubscribeParams(string? Session = null, IReadOnlyList<string>? Kinds = null);

internal sealed record SubscribeResult(long Subscription);

internal sealed record UnsubscribeParams(long Subscription);
