using OpenClaw.Approvals;
using OpenClaw.Messages;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

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

    /// <summary>Called for what delays the turn: it waits for a model, or the one before it waits for an approval or a model.</summary>
    public Action<GatewayEvent>? Delayed { get; set; }

    /// <summary>The turn that is waited for: the message's own, or the one it was joined to.</summary>
    public TurnId? Turn => _turn;

    /// <summary>Waits on while the turn itself asks: that is a delay like any other then.</summary>
    public bool ThroughApprovals { get; init; }

    /// <summary>Ends with the question of an earlier turn of the session too: the turn itself waits as long as that one.</summary>
    public bool EndsBehindQuestions { get; init; }

    /// <summary>
    /// The <see cref="GatewayEvent.TurnEnded"/> or <see cref="GatewayEvent.ApprovalAsked"/> of the turn, or of the one it was joined to;
    /// with <see cref="EndsBehindQuestions"/> also the question of an earlier one.
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
        else if (EndsBehindQuestions && happened is GatewayEvent.ApprovalAsked && happened.Session == _session)
        {
            _found.TrySetResult(happened);
        }
        else if (
            happened is GatewayEvent.TurnWaiting
            || (happened is GatewayEvent.ApprovalAsked && (ThroughApprovals || happened.Turn != _turn))
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
internal sealed class TurnWaits(EventHub events, ApprovalDesk approvals, LaneTable lanes)
{
    /// <summary>Watches from now on. Without <paramref name="throughApprovals"/> it ends with the first question of the session.</summary>
    public TurnWatch Watch(bool throughApprovals) =>
        new(events) { ThroughApprovals = throughApprovals, EndsBehindQuestions = !throughApprovals };

    public Task<Approval?> FindAsync(ApprovalId id) => approvals.FindAsync(id);

    /// <summary>The approval that a session waits for; null when it waits for none.</summary>
    public async Task<Approval?> AskedInAsync(SessionKey session) =>
        lanes.Find(session)?.Asleep is { Ending: false, Approval: { } id } ? await FindAsync(id) : null;
}
