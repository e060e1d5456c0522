using Microsoft.Extensions.Logging;
using OpenClaw.Messages;

namespace OpenClaw.Turns;

/// <summary>Tells whoever watches what happened. Subscribers are called on the loop, in the order they came, and must only hand
/// on.</summary>
internal sealed class EventHub(ILogger log)
{
    // Copied when it changes: a subscriber may come or go while it is told.
    private Action<GatewayEvent>[] _subscribers = [];

    /// <summary>True when somebody watches: what is only for show need not be made otherwise.</summary>
    public bool IsWatched => _subscribers.Length > 0;

    /// <summary>Hears everything too, but does not count as somebody who watches.</summary>
    public Action<GatewayEvent>? Log { get; set; }

    /// <returns>Disposing it ends the subscription.</returns>
    public IDisposable Subscribe(Action<GatewayEvent> subscriber)
    {
        _subscribers = [.. _subscribers, subscriber];
        return new Subscription(this, subscriber);
    }

    public void Publish(GatewayEvent happened)
    {
        Log?.Invoke(happened);
        foreach (var subscriber in _subscribers)
        {
            try
            {
                subscriber(happened);
            }
            catch (Exception e)
            {
                // Whoever watches must not decide what becomes of a turn.
                PipelineLog.WatcherFailed(log, happened.GetType().Name, e);
            }
        }
    }

    private sealed class Subscription(EventHub hub, Action<GatewayEvent> subscriber) : IDisposable
    {
        public void Dispose() => hub._subscribers = [.. hub._subscribers.Where(s => s != subscriber)];
    }
}
