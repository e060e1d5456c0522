namespace OpenClaw.Tests.Fakes;

/// <summary>
/// Time that stands still until the test moves it. Timers fire on the thread that calls <see cref="Advance"/>, in order of their due time;
/// <see cref="Jump"/> sets the wall clock alone, and timers and stopwatches do not notice, as on a real machine. <see cref="Reboot"/>
/// begins the stopwatch anew. </summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now;
    private TimeSpan _jumped;
    private long _booted;
    private int _boots;
    private long _order;

    /// <summary>The machine has been up for an hour.</summary>
    public FakeClock(DateTimeOffset? start = null)
    {
        _now = start ?? new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
        _booted = _now.Ticks - TimeSpan.TicksPerHour;
    }

    /// <summary>How many timers wait to fire.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count(t => t.Due is not null);
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now + _jumped;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.Ticks - _booted;
        }
    }

    /// <summary>Which boot of the machine this is.</summary>
    public string Boot => $"boot {_boots}";

    /// <summary>The machine was off for a while, and starts with a wall clock that shows some time.</summary>
    public void Reboot(TimeSpan off, DateTimeOffset showing)
    {
        lock (_gate)
        {
            _boots++;
            _now += off;
            _booted = _now.Ticks;
            _jumped = showing - _now;
        }
    }

    /// <summary>The machine sleeps: both clocks go on, and timers do not.</summary>
    public void Sleep(TimeSpan time)
    {
        lock (_gate)
        {
            _now += time;
            foreach (var timer in _timers)
            {
                timer.Due += time;
            }
        }
    }

    /// <summary>Somebody sets the wall clock.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
        {
            _jumped += by;
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Moves the clock and fires what falls due on the way; a timer set by a timer counts too.</summary>
    public void Advance(TimeSpan by)
    {
        var end = _now + by;
        while (NextDue(end) is { } timer)
        {
            timer.Fire();
        }

        lock (_gate)
        {
            _now = end;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? NextDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= end).OrderBy(t => t.Due).ThenBy(t => t.Order).FirstOrDefault();
            if (next is not null)
            {
                _now = next.Due > _now ? next.Due!.Value : _now;
                next.Due = next.Period is { } period ? _now + period : null;
            }

            return next;
        }
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public TimeSpan? Period { get; private set; }

        public long Order { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
                Order = clock._order++;
                return clock._timers.Contains(this);
            }
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                Due = null;
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
