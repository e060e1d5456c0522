using OpenClaw.Messages;

namespace OpenClaw.Pipeline;

/// <summary>Tells whoever watches what happened. Subscribers are called on the loop, in order, and must only hand on.</summary>
internal sealed class EventHub
{
    private readonly List<Action<GatewayEvent>> _subscribers = [];

    /// <summary>True when somebody watches: what is only for show need not be made otherwise.</summary>
    public bool IsWatched => _subscribers.Count > 0;

    /// <returns>Disposing it ends the subscription.</returns>
    public IDisposable Subscribe(Action<GatewayEvent> subscriber)
    {
        _subscribers.Add(subscriber);
        return new Subscription(this, subscriber);
    }

    public void Publish(GatewayEvent happened)
    {
        // By index, backwards: a subscriber may end its own subscription while it is told.
        for (var i = _subscribers.Count - 1; i >= 0; i--) _subscribers[i](happened);
    }

    private sealed class Subscription(EventHub hub, Action<GatewayEvent> subscriber) : IDisposable
    {
        public void Dispose() => hub._subscribers.Remove(subscriber);
    }
}
