namespace OpenClaw.Scheduling;

/// <summary>What somebody wants to be woken for. It rings once, then waits to be set again; it also rings when the clock has jumped, for
/// its owner to look anew.</summary>
internal sealed class Alarm(CronClock clock, Action ring)
{
    private DateTimeOffset? _due;

    /// <summary>Null is never.</summary>
    public DateTimeOffset? Due
    {
        get => _due;
        set
        {
            _due = value;
            clock.Arm();
        }
    }

    public void Ring()
    {
        _due = null;
        ring();
    }
}
