namespace OpenClaw.Turns;

/// <summary>Tells whoever watches what happened. Subscribers are called on the loop, in the order they came, and must only hand
/// on.</summary>
internal sealed class EventHub(ILogger log)
{
    // Copied when they change: a subscriber may come or go while it is told.
    private Action<GatewayEvent>[] _subscribers = [];
    private Action<GatewayEvent>[] _observers = [];

    /// <summary>True when somebody watches: what is only for show need not be made otherwise.</summary>
    public bool IsWatched => _subscribers.Length > 0;

    /// <returns>Disposing it ends the subscription.</returns>
    public IDisposable Subscribe(Action<GatewayEvent> subscriber)
    {
        _subscribers = [.. _subscribers, subscriber];
        return new Subscription(this, subscriber);
    }

    /// <summary>The same for what counts or notes down what happens: it does not count as somebody who watches.</summary>
    /// <inheritdoc cref="Subscribe"/>
    public IDisposable Observe(Action<GatewayEvent> observer)
    {
        _observers = [.. _observers, observer];
        return new Subscription(this, observer);
    }

    /// <summary>Tells what happened in a turn.</summary>
    public void Publish(Turn turn, GatewayEvent happened) => Publish(turn.Session, turn.Id, happened);

    /// <inheritdoc cref="Publish(Turn, GatewayEvent)"/>
    public void Publish(SessionKey session, TurnId? turn, GatewayEvent happened) =>
        Publish(happened with { Session = session, Turn = turn });

    public void Publish(GatewayEvent happened)
    {
        Tell(_observers, happened);
        Tell(_subscribers, happened);
    }

    private void Tell(Action<GatewayEvent>[] subscribers, GatewayEvent happened)
    {
        foreach (var subscriber in subscribers)
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
        public void Dispose()
        {
            hub._subscribers = [.. hub._subscribers.Where(s => s != subscriber)];
            hub._observers = [.. hub._observers.Where(s => s != subscriber)];
        }
    }
}
