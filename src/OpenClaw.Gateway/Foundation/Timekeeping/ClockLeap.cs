namespace OpenClaw.Foundation.Timekeeping;

/// <summary>The clock was set by so much, and what waited was moved along.</summary>
/// <param name="At">When it was taken over, by the clock as it is now.</param>
/// <param name="OverRestart">It was set while no gateway ran.</param>
internal sealed record ClockLeap(TimeSpan By, DateTimeOffset At, bool OverRestart);
