using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling;

/// <summary>A row of <c>reminders</c>.</summary>
internal sealed record Reminder
{
    public required long Id { get; init; }

    /// <summary>Where it was set, and where it comes.</summary>
    public required SessionKey Session { get; init; }

    public required string Text { get; init; }
    public required Schedule Schedule { get; init; }

    /// <summary>The zone of its times of day.</summary>
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>The message whose turn set it: its chat and sender are the reminder's.</summary>
    public required InboundMessage Message { get; init; }

    /// <summary>The session rule its turns are under, by name.</summary>
    public required string Rule { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset NextAt { get; init; }

    /// <summary>It was set as a length of time ("in 20 minutes"), so a clock that is set moves it along.</summary>
    public bool IsFromNow { get; init; }

    public bool Repeats => Schedule is not Schedule.At;
}
