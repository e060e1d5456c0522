namespace OpenClaw.Agent.Housekeeping;

/// <summary>
/// Tells whether the clock can be believed when it says that something is old. A small machine without a clock of its own may start years
/// ahead and be put right a minute later; what was deleted in that minute would be gone.
/// </summary>
/// <param name="known">The newest time that is on the disk: when somebody last looked at this clock and nothing was wrong.</param>
internal sealed class ClockDoubt(TimeProvider time, DateTimeOffset known)
{
    /// <summary>A machine that was switched off for less is believed at once.</summary>
    private static readonly TimeSpan s_most = TimeSpan.FromDays(7);

    private DateTimeOffset _known = known;
    private long _since = time.GetTimestamp();

    /// <summary>How far the clock has run ahead since the last look, beyond the time that has really passed; null when it is to be
    /// believed. The next look begins from here.</summary>
    public TimeSpan? Look()
    {
        var ahead = time.GetUtcNow() - _known - time.GetElapsedTime(_since);
        (_known, _since) = (time.GetUtcNow(), time.GetTimestamp());
        return ahead > s_most ? ahead : null;
    }
}
