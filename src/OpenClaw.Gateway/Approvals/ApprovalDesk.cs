using OpenClaw.Config;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Policy;
using OpenClaw.Storage;

namespace OpenClaw.Approvals;

/// <summary>Asked calls from the asking to the using up: asks, expires, decides once however many answer, withdraws. On the loop.</summary>
internal sealed class ApprovalDesk
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(5);

    private readonly EventLoop _loop;
    private readonly ApprovalStore _rows;
    private readonly Store _store;
    private readonly EventHub _events;
    private readonly Current<GatewayConfig> _config;
    private readonly Dictionary<ApprovalId, Waiting> _pending = [];
    private Func<SessionKey, TurnId, Task>? _wake;
    private ITimer? _clock;
    private bool _expiring;

    public ApprovalDesk(EventLoop loop, ApprovalStore rows, Store store, EventHub events, Current<GatewayConfig> config)
    {
        _loop = loop;
        _rows = rows;
        _store = store;
        _events = events;
        _config = config;
    }

    public int PendingCount => _pending.Count;

    /// <summary>Hands over what lets a sleeping turn go on.</summary>
    public void Connect(Func<SessionKey, TurnId, Task> wake) => _wake = wake;

    /// <summary>Reads what waited before a restart, and starts the clock.</summary>
    public async Task LoadAsync()
    {
        foreach (var approval in await _rows.PendingAsync()) Remember(approval);
        SetClock();
    }

    /// <summary>Adds the row of an asked call to the turn's batch. Nobody is told before <see cref="Announce"/>, which comes after the commit.</summary>
    public async Task<Approval> AskAsync(Turn turn, string call, CallContext context, Verdict verdict, string display)
    {
        ApprovalId id;
        do
        {
            id = ApprovalNames.Next();
        }
        while (_pending.ContainsKey(id) || !await _rows.IsFreeAsync(id));

        var ask = _config.Value.Policies.TryGetValue(context.Policy, out var policy) ? policy.Ask : new AskConfig();
        var now = _loop.Time.GetUtcNow();
        var approval = new Approval
        {
            Id = id,
            Turn = turn.Id,
            Call = call,
            Session = context.Session,
            Sender = context.Sender,
            Tool = context.Tool,
            Arguments = context.Arguments,
            Display = display,
            Digest = CallDigest.Of(context),
            Policy = context.Policy,
            Rule = verdict.Rule,
            Span = verdict.Span.ToString(),
            Reason = verdict.Reason,
            Approvers = ask.Approvers,
            Self = ask.Self,
            AskedAt = now,
            ExpiresAt = now + ask.Expires,
            State = ApprovalState.Pending,
        };
        _rows.Add(turn.Batch, approval);
        return approval;
    }

    /// <summary>The row is on the disk: starts its time and tells whoever watches.</summary>
    public void Announce(Approval approval)
    {
        Remember(approval);
        SetClock();
        _events.Publish(new GatewayEvent.ApprovalAsked(approval.Id) { Session = approval.Session, Turn = approval.Turn });
    }

    public Task<Approval?> FindAsync(ApprovalId id) => _rows.FindAsync(id);

    public Task<Approval?> FindForCallAsync(TurnId turn, string call) => _rows.FindForCallAsync(turn, call);

    public Task<List<Approval>> ListAsync(bool all) => all ? _rows.RecentAsync(200) : _rows.PendingAsync();

    /// <summary>Somebody's answer. One counts; the turn goes on when it is on the disk.</summary>
    public async Task<Decision> DecideAsync(ApprovalId id, bool approve, string by, string? note)
    {
        _loop.VerifyAccess();
        if (await _rows.FindAsync(id) is not { } approval)
        {
            return new Decision.Unknown($"no approval '{id}'; `openclaw approvals` lists what waits");
        }

        if (approval.State != ApprovalState.Pending) return new Decision.TooLate(approval, AlreadyLine(approval));
        if (Approvers.Refusal(_config.Value, approval, by) is { } refusal) return new Decision.NotAllowed(refusal);
        // The timer may be late (a suspended machine): the clock decides, not the timer.
        if (approval.ExpiresAt <= _loop.Time.GetUtcNow())
        {
            await MoveAsync(approval, ApprovalState.Expired, "clock", null);
            return new Decision.TooLate(approval, $"{id} expired at {approval.ExpiresAt:yyyy-MM-dd HH:mm:ss}Z; the agent has been told");
        }

        var moved = await MoveAsync(approval, approve ? ApprovalState.Approved : ApprovalState.Denied, by, note);
        return moved is not null
            ? new Decision.Taken(moved)
            : await _rows.FindAsync(id) is { } winner ? new Decision.TooLate(winner, AlreadyLine(winner)) : new Decision.Unknown($"no approval '{id}'");
    }

    /// <summary>Adds the taking back of an asked call, answered or not, to the batch that ends its turn.</summary>
    public void Withdraw(Batch batch, ApprovalId id, SessionKey session, TurnId turn, string by) => _rows.Withdraw(batch, id, session, turn, by, _loop.Time.GetUtcNow());

    /// <summary>The taking back is on the disk: tells whoever watches.</summary>
    public void Withdrawn(ApprovalId id, SessionKey session, TurnId turn, string by)
    {
        Forget(id);
        _events.Publish(new GatewayEvent.ApprovalDecided(id, ApprovalStore.Word(ApprovalState.Withdrawn), by) { Session = session, Turn = turn });
    }

    /// <summary>Adds the using up of an approval to a batch. Committed with the effect's <c>started</c>, it makes a second use a conflict.</summary>
    public ApprovedCall Use(Batch batch, Approval approval)
    {
        _rows.Move(batch, approval, ApprovalState.Approved, ApprovalState.Used, null, _loop.Time.GetUtcNow(), null);
        return new ApprovedCall(approval.Id.Value, approval.Digest);
    }

    /// <summary>Adds the lapse of an approval, given for a call that is no longer the same, to a batch.</summary>
    public void Lapse(Batch batch, Approval approval, string why) =>
        _rows.Move(batch, approval, ApprovalState.Approved, ApprovalState.Expired, null, _loop.Time.GetUtcNow(), why);

    private static string AlreadyLine(Approval approval) =>
        $"{approval.Id} was {ApprovalStore.Word(approval.State)}{(approval.DecidedBy is { } by ? $" by {by}" : "")}{(approval.DecidedAt is { } at ? $" at {at:HH:mm:ss}Z" : "")}";

    private async Task<Approval?> MoveAsync(Approval approval, ApprovalState to, string by, string? note)
    {
        var batch = new Batch();
        var at = _loop.Time.GetUtcNow();
        _rows.Move(batch, approval, ApprovalState.Pending, to, by, at, note);
        try
        {
            await _store.CommitAsync(batch);
        }
        catch (BatchConflictException)
        {
            return null;
        }

        Forget(approval.Id);
        _events.Publish(new GatewayEvent.ApprovalDecided(approval.Id, ApprovalStore.Word(to), by) { Session = approval.Session, Turn = approval.Turn });
        if (_wake is not null) _loop.Track(_wake(approval.Session, approval.Turn), $"wake {approval.Session}");
        return approval with { State = to, DecidedBy = by, DecidedAt = at, Note = note };
    }

    private void Forget(ApprovalId id)
    {
        _pending.Remove(id);
        SetClock();
    }

    private void Remember(Approval approval) => _pending[approval.Id] = new Waiting(approval.ExpiresAt);

    /// <summary>One timer for all: it goes off at the earliest end.</summary>
    private void SetClock(TimeSpan atLeast = default)
    {
        _clock?.Dispose();
        _clock = null;
        if (_pending.Count == 0 || _expiring) return;
        var next = _pending.Values.Min(static w => w.ExpiresAt) - _loop.Time.GetUtcNow();
        // A timer takes 49 days at most, and never a negative time.
        var due = TimeSpan.FromMilliseconds(Math.Clamp(next.TotalMilliseconds, atLeast.TotalMilliseconds, TimeSpan.FromDays(1).TotalMilliseconds));
        _clock = _loop.Time.CreateTimer(_ => _loop.Post(static desk => ((ApprovalDesk)desk!).OnClock(), this), null, due, Timeout.InfiniteTimeSpan);
    }

    private void OnClock()
    {
        if (!_expiring) _loop.Track(ExpireAsync(), "expire approvals");
    }

    private async Task ExpireAsync()
    {
        _expiring = true;
        // A disk that refuses is asked again after a pause: what has expired must not stay open, nor keep the loop busy.
        var pause = s_tryAgain;
        try
        {
            var now = _loop.Time.GetUtcNow();
            foreach (var (id, waiting) in _pending.ToArray())
            {
                if (waiting.ExpiresAt > now) continue;
                if (await _rows.FindAsync(id) is { State: ApprovalState.Pending } approval) await MoveAsync(approval, ApprovalState.Expired, "clock", null);
                else _pending.Remove(id);
            }

            pause = default;
        }
        finally
        {
            _expiring = false;
            SetClock(pause);
        }
    }

    private readonly record struct Waiting(DateTimeOffset ExpiresAt);
}
