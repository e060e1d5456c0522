namespace OpenClaw.Approvals;

internal sealed partial class ApprovalService
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(5);

    private ITimer? _clock;
    private bool _expiring;

    /// <summary>Starts the clock for what waits. After the turns have their lanes: what has expired meanwhile wakes its turn.</summary>
    public void Start() => SetClock();

    /// <summary>The clock was set: a question keeps the time it has left.</summary>
    public void MoveAlong(Batch batch, TimeSpan leap)
    {
        ApprovalStore.MoveAlong(batch, leap);
        batch.Then(() =>
        {
            _memory.MoveAlong(leap);
            SetClock();
        });
    }

    /// <summary>One timer for all: it goes off at the earliest end.</summary>
    private void SetClock(TimeSpan atLeast = default)
    {
        _clock?.Dispose();
        _clock = null;
        if (_expiring || _memory.NextEnd is not { } end)
        {
            return;
        }
        var next = end - loop.Time.GetUtcNow();
        // A timer takes 49 days at most, and never a negative time.
        var due = TimeSpan.FromMilliseconds(
            Math.Clamp(next.TotalMilliseconds, atLeast.TotalMilliseconds, TimeSpan.FromDays(1).TotalMilliseconds)
        );
        _clock = loop.Time.CreateTimer(
            _ => loop.Post(static service => ((ApprovalService)service!).OnClock(), this),
            null,
            due,
            Timeout.InfiniteTimeSpan
        );
    }

    private void OnClock()
    {
        if (!_expiring)
        {
            loop.Track(ExpireAsync(), "expire approvals");
        }
    }

    private async Task ExpireAsync()
    {
        _expiring = true;
        // A disk that refuses is asked again after a pause: what has expired must not stay open, nor keep the loop busy.
        var pause = s_tryAgain;
        try
        {
            foreach (var id in _memory.EndedBy(loop.Time.GetUtcNow()))
            {
                await ExpireAsync(id);
            }
            pause = default;
        }
        finally
        {
            _expiring = false;
            SetClock(pause);
        }
    }

    private async Task ExpireAsync(ApprovalId id)
    {
        var row = await rows.FindAsync(id);
        if (row is not null && Doubt(row) is { } doubt)
        {
            await RefuseAsync(row, doubt);
        }
        else if (row is { State: ApprovalState.Pending })
        {
            await MoveAsync(row, ApprovalState.Expired, "clock", null);
        }
        else
        {
            _memory.Forget(id);
        }
    }
}
