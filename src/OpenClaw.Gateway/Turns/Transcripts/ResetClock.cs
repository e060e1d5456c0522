using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Turns.Transcripts;

/// <summary>Tells whether a session starts afresh before a message. Pure: time and zone are arguments.</summary>
internal static class ResetClock
{
    /// <summary>True when the rule's idle time has passed since the last activity, or the daily time of the zone lies between the
    /// two.</summary>
    public static bool IsDue(ResetRule rule, DateTimeOffset lastActivity, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (rule.Idle is { } idle && now - lastActivity >= idle)
        {
            return true;
        }
        return rule.Daily is { } daily && LastDaily(daily, now, zone) > lastActivity;
    }

    /// <summary>The newest instant, not after <paramref name="now"/>, at which the zone's clock showed the daily time.</summary>
    private static DateTimeOffset LastDaily(TimeOnly daily, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        var at = InZone(today.ToDateTime(daily), zone);
        return at <= now ? at : InZone(today.AddDays(-1).ToDateTime(daily), zone);
    }

    private static DateTimeOffset InZone(DateTime wall, TimeZoneInfo zone)
    {
        // A time the clocks skip happens when the gap ends: the offset before the gap names that instant.
        var offset = zone.IsInvalidTime(wall) ? zone.GetUtcOffset(wall.AddHours(-1)) : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset);
    }
}
