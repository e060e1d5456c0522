namespace OpenClaw.Turns;

/// <summary>Tells whoever watches what happened. Subscribers are called on the loop, in the order they came, and must only hand
/// on.</summary>
internal sealed class EventHub(ILogger log)
{
    // Copied when they change: a subscriber may come or go while it is told.
    private Subscription[] _subscriptions = [];

    /// <summary>True when somebody watches: what is only for show need not be made otherwise.</summary>
    public bool IsWatched => Array.Exists(_subscriptions, static subscription => subscription.Watches);

    /// <returns>Disposing it ends the subscription.</returns>
    public IDisposable Subscribe(Action<GatewayEvent> subscriber) => Add(new Subscription(this, subscriber, watches: true));

    /// <summary>The same for what notes down what happens: it does not count as somebody who watches.</summary>
    /// <inheritdoc cref="Subscribe"/>
    public IDisposable Observe(Action<GatewayEvent> observer) => Add(new Subscription(this, observer, watches: false));

    /// <summary>Tells what happened in a turn.</summary>
    public void Publish(Turn turn, GatewayEvent happened) => Publish(turn.Session, turn.Id, happened);

    /// <inheritdoc cref="Publish(Turn, GatewayEvent)"/>
    public void Publish(SessionKey session, TurnId? turn, GatewayEvent happened) =>
        Publish(happened with { Session = session, Turn = turn });

    /// <summary>Tells what is only for show, where somebody watches.</summary>
    public void Show(SessionKey session, TurnId turn, GatewayEvent happened)
    {
        if (IsWatched)
        {
            Publish(session, turn, happened);
        }
    }

    public void Publish(GatewayEvent happened)
    {
        foreach (var subscription in _subscriptions)
        {
            try
            {
                subscription.Tell(happened);
            }
            catch (Exception e)
            {
                // Whoever watches must not decide what becomes of a turn.
                PipelineLog.WatcherFailed(log, happened.GetType().Name, e);
            }
        }
    }

    private Subscription Add(Subscription subscription)
    {
        _subscriptions = [.. _subscriptions, subscription];
        return subscription;
    }

    private sealed class Subscription(EventHub hub, Action<GatewayEvent> tell, bool watches) : IDisposable
    {
        public Action<GatewayEvent> Tell => tell;

        public bool Watches => watches;

        public void Dispose() => hub._subscriptions = [.. hub._subscriptions.Where(other => other != this)];
    }
}
