using OpenClaw.Messages;
using OpenClaw.Pipeline;

namespace OpenClaw.Control.Methods;

/// <summary>Waits for one turn to end or to fall asleep. It listens before the turn has a number, so nothing that happens meanwhile is missed.</summary>
internal sealed class TurnWatch : IDisposable
{
    private readonly List<GatewayEvent> _before = [];
    private readonly TaskCompletionSource<GatewayEvent> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _subscription;
    private TurnId? _turn;

    public TurnWatch(EventHub events) => _subscription = events.Subscribe(Hear);

    /// <summary>The <see cref="GatewayEvent.TurnEnded"/> or <see cref="GatewayEvent.ApprovalAsked"/> of the turn, or of the one it was joined to.</summary>
    public Task<GatewayEvent> OfAsync(TurnId turn, CancellationToken ct)
    {
        _turn = turn;
        foreach (var happened in _before.ToArray()) Hear(happened);
        _before.Clear();
        return _found.Task.WaitAsync(ct);
    }

    public void Dispose() => _subscription.Dispose();

    private void Hear(GatewayEvent happened)
    {
        if (happened is not (GatewayEvent.TurnEnded or GatewayEvent.ApprovalAsked)) return;
        if (_turn is null)
        {
            _before.Add(happened);
        }
        else if (happened.Turn == _turn)
        {
            if (happened is GatewayEvent.TurnEnded { JoinedTo: { } other }) _turn = other;
            else _found.TrySetResult(happened);
        }
    }
}
