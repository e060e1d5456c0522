namespace OpenClaw.Scheduling;

/// <summary>
/// Wakes whoever has something due by the wall clock, with one timer. Timers run on a clock that nobody sets and that stops while the
/// machine sleeps, so the wall clock is looked at every minute at least. When it has leapt far ahead nothing is due for a while: a clock
/// that was wrong for a minute must not set off a year of jobs. On the loop.
/// </summary>
internal sealed class CronClock(EventLoop loop, ILogger log) : IDisposable
{
    /// <summary>How far the two clocks may drift apart before it counts as a leap. A network clock is set by less.</summary>
    private static readonly TimeSpan s_leap = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan s_backwards = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    private readonly List<Alarm> _alarms = [];
    private ITimer? _timer;
    private (DateTimeOffset Wall, long Stamp)? _seen;

    // How far ahead it leapt, and when that is believed; zero when the clock can be trusted.
    private TimeSpan _ahead;
    private long _believedFrom;

    /// <summary>How long a leap ahead is doubted.</summary>
    public static TimeSpan Doubt { get; } = TimeSpan.FromSeconds(90);

    public Alarm Add(Action ring)
    {
        var alarm = new Alarm(this, ring);
        _alarms.Add(alarm);
        return alarm;
    }

    /// <summary>What time it is; false while nobody can tell.</summary>
    public bool TryRead(out DateTimeOffset now)
    {
        loop.VerifyAccess();
        if (Look())
        {
            Ring(all: true);
        }
        now = _seen!.Value.Wall;
        return _ahead == TimeSpan.Zero;
    }

    /// <summary>Sets the timer for the earliest alarm. Called by alarms.</summary>
    public void Arm()
    {
        _timer?.Dispose();
        _timer = null;
        if (_alarms.Min(static alarm => alarm.Due) is not { } due)
        {
            // Nobody looks from now on: what the clock does meanwhile is nobody's leap.
            _seen = null;
            _ahead = TimeSpan.Zero;
            return;
        }

        if (_seen is null)
        {
            Look();
        }
        var pause = due - loop.Time.GetUtcNow();
        // A clock that leaps back is to be noticed soon.
        if (_ahead > TimeSpan.Zero)
        {
            pause = TimeSpan.FromSeconds(5);
        }
        // Rounded up, or it would ring a moment too early and again and again.
        var milliseconds = Math.Ceiling(Math.Clamp(pause.TotalMilliseconds, 0, s_longest.TotalMilliseconds));
        _timer = loop.Time.CreateTimer(
            _ => loop.Post(static clock => ((CronClock)clock!).OnTimer(), this),
            null,
            TimeSpan.FromMilliseconds(milliseconds),
            Timeout.InfiniteTimeSpan
        );
    }

    public void Dispose() => _timer?.Dispose();

    private void OnTimer()
    {
        // One that was replaced may still have been on its way.
        var jumped = Look();
        if (_ahead == TimeSpan.Zero)
        {
            Ring(all: jumped);
        }
        Arm();
    }

    private void Ring(bool all)
    {
        var now = _seen!.Value.Wall;
        foreach (var alarm in _alarms)
        {
            if (all || alarm.Due <= now)
            {
                alarm.Ring();
            }
        }
    }

    /// <summary>Looks at the wall clock. True when what was due by it before may be wrong now.</summary>
    private bool Look()
    {
        var (wall, stamp) = (loop.Time.GetUtcNow(), loop.Time.GetTimestamp());
        var before = _seen;
        _seen = (wall, stamp);
        if (before is not { } seen)
        {
            return false;
        }

        var leap = wall - seen.Wall - loop.Time.GetElapsedTime(seen.Stamp, stamp);
        if (leap > s_leap)
        {
            _ahead += leap;
            _believedFrom = stamp + (long)(Doubt.TotalSeconds * loop.Time.TimestampFrequency);
            CronLog.LeaptAhead(log, leap, Doubt);
        }
        else if (leap < -s_backwards)
        {
            CronLog.WentBack(log, -leap);
            _ahead += _ahead > TimeSpan.Zero ? leap : TimeSpan.Zero;
            if (_ahead < s_leap)
            {
                _ahead = TimeSpan.Zero;
            }
            return true;
        }

        if (_ahead == TimeSpan.Zero || stamp < _believedFrom)
        {
            return false;
        }
        _ahead = TimeSpan.Zero;
        return true;
    }
}
