using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling.When;

/// <summary>What somebody meant by "tomorrow at 9" or "every Monday at 9".</summary>
/// <param name="Schedule">Once, or again and again; times of day are those of the zone it is asked in.</param>
/// <param name="IsFromNow">It was said as a length of time ("in 20 minutes") and not as a time of day.</param>
internal sealed record WhenTime(Schedule Schedule, bool IsFromNow = false)
{
    /// <summary>The zone that was named with it; null where it is the one it was asked in.</summary>
    public TimeZoneInfo? Zone { get; init; }

    public bool Repeats => Schedule is not Schedule.At;
}
