using OpenClaw.Approvals;
using OpenClaw.Turns;

namespace OpenClaw.Control.Api;

/// <summary>Waits for one turn to end or to ask. It subscribes before the turn has a number, so that no event is missed.</summary>
internal sealed class TurnWatch : IDisposable
{
    private readonly List<GatewayEvent> _before = [];
    private readonly TaskCompletionSource<GatewayEvent> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _subscription;
    private TurnId? _turn;
    private SessionKey? _session;

    public TurnWatch(EventHub events) => _subscription = events.Subscribe(Handle);

    /// <summary>Called for what delays the turn: it waits for an approval, or it or the one before it waits for a model.</summary>
    public Action<GatewayEvent>? Delayed { get; set; }

    /// <summary>Waits on while the turn itself asks: that is a delay like any other then.</summary>
    public bool ThroughApprovals { get; init; }

    /// <summary>
    /// The <see cref="GatewayEvent.TurnEnded"/> or <see cref="GatewayEvent.ApprovalAsked"/> of the turn, or of the one it was joined to.
    /// What another turn of the session asks delays nobody.
    /// </summary>
    public Task<GatewayEvent> OfAsync(TurnId turn, SessionKey session, CancellationToken ct)
    {
        (_turn, _session) = (turn, session);
        foreach (var happened in _before.ToArray())
        {
            Handle(happened);
        }
        _before.Clear();
        return _found.Task.WaitAsync(ct);
    }

    public void Dispose() => _subscription.Dispose();

    private void Handle(GatewayEvent happened)
    {
        if (happened is not (GatewayEvent.TurnEnded or GatewayEvent.ApprovalAsked or GatewayEvent.TurnWaiting))
        {
            return;
        }
        if (_turn is null)
        {
            _before.Add(happened);
        }
        else if (
            happened is GatewayEvent.TurnWaiting
            || (happened is GatewayEvent.ApprovalAsked && ThroughApprovals && happened.Turn == _turn)
        )
        {
            if (happened.Session == _session && !_found.Task.IsCompleted)
            {
                Delayed?.Invoke(happened);
            }
        }
        else if (happened.Turn == _turn)
        {
            if (happened is GatewayEvent.TurnEnded { JoinedTo: { } other })
            {
                _turn = other;
            }
            else
            {
                _found.TrySetResult(happened);
            }
        }
    }
}

/// <summary>What a caller who waits for a turn needs: the events, and the approvals that hold turns up.</summary>
internal sealed class TurnWaits(EventHub events, ApprovalService approvals)
{
    /// <summary>Watches from now on. Without <paramref name="throughApprovals"/> it ends with the first question of the turn.</summary>
    public TurnWatch Watch(bool throughApprovals) => new(events) { ThroughApprovals = throughApprovals };

    public Task<Approval?> FindAsync(ApprovalId id) => approvals.FindAsync(id);
}
