namespace OpenClaw.Foundation.Timekeeping;

/// <summary>
/// How far the clock was set between two processes. Pure. Within one boot the uptime tells it exactly. Over a boot only two things are
/// certain: time does not go back, and a clock that showed a time before this program was written was wrong. A clock that is simply later
/// after a boot is believed: the machine was off. </summary>
/// <param name="Leap">What is pending is moved along by it; zero when nothing is certain.</param>
/// <param name="Behind">How far the clock is behind from now on; see <see cref="ClockNote.Behind"/>.</param>
internal readonly record struct RestartLeap(TimeSpan Leap, TimeSpan Behind)
{
    /// <summary>No clock that showed less was right.</summary>
    public static DateTimeOffset First { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="note">Null when no process has left one.</param>
    /// <param name="newest">The time of the newest row of the audit; null when there is none.</param>
    /// <param name="boot">Of this process; empty when it is not known.</param>
    public static RestartLeap Of(ClockNote? note, DateTimeOffset? newest, string boot, TimeSpan uptime, DateTimeOffset wall)
    {
        if (note is not null && note.Boot == boot && boot.Length > 0 && uptime >= note.Uptime)
        {
            return WithinBoot(note, uptime, wall);
        }
        var behind = note?.Behind ?? TimeSpan.Zero;
        return (newest ?? note?.Wall) is { } known ? OverBoot(known, behind, uptime, wall) : new(TimeSpan.Zero, behind);
    }

    private static RestartLeap WithinBoot(ClockNote note, TimeSpan uptime, DateTimeOffset wall)
    {
        var passed = uptime - note.Uptime;
        var leap = wall - note.Wall - passed;
        // Beside the tolerance, what clocks drift apart: a thousandth is twice what a network clock corrects.
        return leap.Duration() < SteadyTime.Tolerance + passed / 1000
            ? new(TimeSpan.Zero, note.Behind)
            : new(leap, BehindAfter(note.Behind, leap));
    }

    /// <param name="known">A time that has certainly passed.</param>
    private static RestartLeap OverBoot(DateTimeOffset known, TimeSpan behind, TimeSpan uptime, DateTimeOffset wall)
    {
        var booted = wall - uptime;
        var gap = (booted > known ? booted : wall) - known;
        if (gap < -SteadyTime.Tolerance)
        {
            return new(gap, behind - gap);
        }
        // The clock was behind before, and this boot explains it: what was moved back then returns to where it was.
        if (behind > TimeSpan.Zero && gap >= behind)
        {
            return new(behind, TimeSpan.Zero);
        }
        return known < First && wall >= First ? new(gap, TimeSpan.Zero) : new(TimeSpan.Zero, behind);
    }

    /// <summary>How far the clock is behind after it was set ahead, or back.</summary>
    public static TimeSpan BehindAfter(TimeSpan behind, TimeSpan leap) =>
        leap > behind ? TimeSpan.Zero
        : leap > TimeSpan.Zero ? behind - leap
        : behind;
}
