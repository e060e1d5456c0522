namespace OpenClaw.Foundation.Timekeeping;

/// <summary>
/// The time the gateway lives by: the wall clock, except that a leap of it shows only once <see cref="Accept"/> was called. Until then time
/// goes on as if nobody had set the clock, so that what waits can be moved along on the disk first and nothing expires by the leap. Any
/// thread.
/// </summary>
/// <param name="machine">Its timestamps must count from the boot and never be set.</param>
/// <param name="boot">What tells one boot of the machine from another; empty when nothing does.</param>
internal sealed class SteadyTime(TimeProvider machine, string boot) : TimeProvider
{
    private readonly Lock _gate = new();

    // How far the wall clock is ahead of the uptime.
    private TimeSpan _offset = machine.GetUtcNow() - DateTimeOffset.UnixEpoch - machine.GetElapsedTime(0);
    private bool _isTold;
    private Action? _leapt;

    /// <summary>A difference that is no leap: a network clock puts a second right, and a thread may be held up between two looks.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromSeconds(30);

    public string Boot => boot;

    /// <summary>How long the machine has been up, by this clock's own count.</summary>
    public TimeSpan Uptime => machine.GetElapsedTime(0);

    /// <summary>How far the wall clock has leapt and nobody has accepted yet; null when it has not.</summary>
    public TimeSpan? Leap
    {
        get
        {
            lock (_gate)
            {
                return Look(out _);
            }
        }
    }

    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>Names what is called, on whichever thread sees it first, when the clock has leapt. Called once until the leap is
    /// accepted.</summary>
    public void Tell(Action leapt)
    {
        lock (_gate)
        {
            (_leapt, _isTold) = (leapt, false);
        }
    }

    /// <summary>The leap is taken over: from here on the time is the wall clock's.</summary>
    public void Accept(TimeSpan leap)
    {
        lock (_gate)
        {
            _offset += leap;
            _isTold = false;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        Action? tell = null;
        DateTimeOffset now;
        lock (_gate)
        {
            // Looked at twice: a thread that was stopped between reading the one clock and the other sees a leap that is none.
            var leap = Look(out now) is null ? null : Look(out now);
            if (leap is not null && !_isTold && _leapt is not null)
            {
                (tell, _isTold) = (_leapt, true);
            }
        }

        tell?.Invoke();
        return now;
    }

    public override long GetTimestamp() => machine.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    private TimeSpan? Look(out DateTimeOffset now)
    {
        var (wall, steady) = (machine.GetUtcNow(), DateTimeOffset.UnixEpoch + Uptime + _offset);
        var leap = wall - steady;
        if (leap.Duration() >= Tolerance)
        {
            now = steady;
            return leap;
        }

        // Followed at every look, so that a clock that is put right little by little never adds up to a leap.
        _offset += leap;
        now = wall;
        return null;
    }
}
