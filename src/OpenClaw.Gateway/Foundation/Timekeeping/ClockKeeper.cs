using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Timekeeping;

/// <summary>
/// Moves what is pending along when the wall clock is set: every room adds to one batch what it has waiting, and the new time counts from
/// the commit on. A row of the audit and <c>status</c> tell of it. On the loop.
/// </summary>
/// <param name="isSynchronised">Whether the machine says that its clock was put right since the boot.</param>
internal sealed class ClockKeeper(EventLoop loop, SteadyTime time, Store store, Func<bool> isSynchronised, ILogger log)
{
    // Somebody looks at the clock oftener than that in a gateway that has anything to do.
    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);

    // Rows that were made by the old time and are on their way to the disk get there first.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(5);

    private ITimer? _clock;
    private TimeSpan _behind;
    private DateTimeOffset _passed = DateTimeOffset.MinValue;
    private bool _isStopped;

    /// <summary>Told of each leap: adds to the batch how its rows move, and with <see cref="Batch.Then"/> what it holds in
    /// memory.</summary>
    public event Action<Batch, TimeSpan>? Moving;

    /// <summary>A clock that was plainly wrong is believed from now on.</summary>
    public event Action? Believed;

    /// <summary>The clock shows a time that cannot be: one before this program was written, or, after a boot, before the newest row of the
    /// state. What is meant for a time of day waits until somebody or the network sets it, or that time has passed.</summary>
    public bool IsWrong { get; private set; }

    /// <summary>The last leap that this process took over; null when the clock is as it was.</summary>
    public ClockLeap? Last { get; private set; }

    /// <summary>A leap is on its way to the disk.</summary>
    public bool IsMoving { get; private set; }

    /// <summary>How far the clock is behind the last thing that the state knows.</summary>
    public TimeSpan Behind => _behind;

    /// <summary>Compares the clock with what the last process left, before anything is read that may have expired.</summary>
    public async Task StartAsync()
    {
        loop.VerifyAccess();
        var (note, newest) = await store.ReadAsync(static connection =>
            (
                ClockNote.Read(connection),
                AuditTable.LastBeforeStart(connection) is { } at ? (DateTimeOffset?)DateTimeOffset.FromUnixTimeMilliseconds(at) : null
            )
        );
        var (leap, behind) = RestartLeap.Of(note, newest, time.Boot, time.Uptime, time.GetUtcNow());
        _behind = behind;
        if (leap != TimeSpan.Zero)
        {
            await store.CommitAsync(Moved(new Batch(), leap, behind, "restart"));
            Last = new ClockLeap(leap, time.GetUtcNow(), OverRestart: true);
            TimekeepingLog.Leapt(log, leap.Duration(), Direction(leap), " while the gateway was away");
        }
        else if (note is null || note.Boot != time.Boot || note.Behind != behind)
        {
            var batch = new Batch();
            new ClockNote(time.Boot, time.Uptime, time.GetUtcNow(), behind).Write(batch);
            await store.CommitAsync(batch);
        }

        // Within one boot a clock that went back was set.
        if (leap < TimeSpan.Zero && note?.Boot != time.Boot)
        {
            _passed = time.GetUtcNow() - leap;
        }
        if (IsImpossible())
        {
            IsWrong = true;
            TimekeepingLog.Waits(log, time.GetUtcNow());
        }
        time.Tell(() => loop.Post(static keeper => ((ClockKeeper)keeper!).OnLeap(), this));
        _clock = loop.Time.CreateTimer(_ => Look(), null, s_look, s_look);
    }

    /// <summary>Adds what the clock shows now: the shorter ago it was noted, the smaller a leap the next start sees.</summary>
    public Batch Noted(Batch batch)
    {
        new ClockNote(time.Boot, time.Uptime, time.GetUtcNow(), _behind).Write(batch);
        return batch;
    }

    public void Stop()
    {
        _isStopped = true;
        _clock?.Dispose();
    }

    private void Look()
    {
        // Looked at for its own sake: whoever sees a leap first tells of it.
        _ = time.GetUtcNow();
        loop.Post(static keeper => ((ClockKeeper)keeper!).Believe(), this);
    }

    private void Believe()
    {
        if (!_isStopped && IsWrong && !IsImpossible())
        {
            IsWrong = false;
            TimekeepingLog.Believed(log, time.GetUtcNow());
            Believed?.Invoke();
        }
    }

    private bool IsImpossible() => time.GetUtcNow() is var now && (now < RestartLeap.First || (now < _passed && !isSynchronised()));

    private void OnLeap()
    {
        if (!_isStopped)
        {
            loop.Track(MoveAsync(), "the clock was set");
        }
    }

    private async Task MoveAsync()
    {
        await loop.Delay(s_settle, CancellationToken.None);
        var isTold = false;
        while (!_isStopped && time.Leap is { } leap)
        {
            try
            {
                IsMoving = true;
                var behind = RestartLeap.BehindAfter(_behind, leap);
                // First of all that is told: the rooms set their timers by the new time.
                var batch = new Batch().Then(() =>
                {
                    _behind = behind;
                    time.Accept(leap);
                    if (leap > TimeSpan.Zero)
                    {
                        _passed = DateTimeOffset.MinValue;
                        // Behind the rooms, which move first.
                        loop.Post(static keeper => ((ClockKeeper)keeper!).Believe(), this);
                    }
                    Last = new ClockLeap(leap, time.GetUtcNow(), OverRestart: false);
                });
                await store.CommitAsync(Moved(batch, leap, behind, "run"));
                TimekeepingLog.Leapt(log, leap.Duration(), Direction(leap), "");
                return;
            }
            catch (StorageException e) when (e.Fault == StorageFault.Stopped)
            {
                // The next start finds it.
                return;
            }
            catch (StorageException e)
            {
                if (!isTold)
                {
                    TimekeepingLog.WaitsForDisk(log, e.Message);
                }
                isTold = true;
            }
            finally
            {
                IsMoving = false;
            }

            await loop.Delay(s_tryAgain, CancellationToken.None);
        }

        // It went back by itself meanwhile, and is to be told of the next time.
        time.Accept(TimeSpan.Zero);
    }

    /// <param name="over">What it was set over: <c>run</c>, while the time does not show it yet, or <c>restart</c>.</param>
    private Batch Moved(Batch batch, TimeSpan leap, TimeSpan behind, string over)
    {
        Moving?.Invoke(batch, leap);
        new ClockNote(time.Boot, time.Uptime, time.GetUtcNow() + (over == "run" ? leap : TimeSpan.Zero), behind).Write(batch);
        return batch.Audit(AuditKinds.Clock, null, null, ("leap_ms", (long)leap.TotalMilliseconds), ("over", over));
    }

    private static string Direction(TimeSpan leap) => leap > TimeSpan.Zero ? "ahead" : "back";
}
