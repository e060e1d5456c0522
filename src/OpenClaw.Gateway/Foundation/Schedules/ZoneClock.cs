namespace OpenClaw.Foundation.Schedules;

/// <summary>
/// The clock on a wall of a zone. Instants and wall times are ticks, and all is worked out from one thing: the offset from UTC at an
/// instant. </summary>
/// <remarks>
/// <see cref="TimeZoneInfo.IsInvalidTime(DateTime)"/> and <see cref="TimeZoneInfo.IsAmbiguousTime(DateTime)"/> know of daylight saving
/// only: of the time database's changes between 1880 and 2120 they miss 2,867 gaps and 2,677 repeated times, where a zone moved for good.
/// The offset at an instant is right at each of them. </remarks>
internal readonly struct ZoneClock(TimeZoneInfo zone)
{
    /// <summary>
    /// No clock was ever set further than this (Alaska in 1867, Samoa in 2011), and no zone changed twice within three of them, so that two
    /// equal offsets so near to each other mean that nothing changed between.
    /// </summary>
    public const long Window = TimeSpan.TicksPerDay;

    public long OffsetAt(long instant) =>
        zone.GetUtcOffset(new DateTime(Math.Clamp(instant, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc)).Ticks;

    public long WallAt(long instant) => instant + OffsetAt(instant);

    /// <summary>The first instant at which the clock shows a time or a later one: for a time that comes twice the first, for one that is
    /// skipped the end of the gap.</summary>
    public long FirstAt(long wall)
    {
        var before = OffsetAt(wall - Window);
        if (Change(wall - Window, wall + Window) is not { } change || wall - before < change)
        {
            return wall - before;
        }
        return Math.Max(change, wall - OffsetAt(change));
    }

    /// <summary>The latest time the clock has shown up to an instant. While a time comes for the second time, that is where the clock was
    /// set back.</summary>
    public long LatestAt(long instant)
    {
        var wall = WallAt(instant);
        // The time at which it was set back was itself never reached.
        return Change(instant - Window, instant) is { } change ? Math.Max(wall, change + OffsetAt(instant - Window) - 1) : wall;
    }

    /// <summary>The instant, after <paramref name="from"/> and not after <paramref name="to"/>, at which the offset changed.</summary>
    public long? Change(long from, long to)
    {
        var before = OffsetAt(from);
        if (OffsetAt(to) == before)
        {
            return null;
        }
        // Clocks change at whole seconds, so the seconds that the two lie in have their offsets.
        var (low, high) = (from / TimeSpan.TicksPerSecond, to / TimeSpan.TicksPerSecond);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (OffsetAt(middle * TimeSpan.TicksPerSecond) == before)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high * TimeSpan.TicksPerSecond;
    }

    /// <summary>An instant with the offset that the zone has then; null when it lies outside the calendar.</summary>
    public DateTimeOffset? Show(long instant)
    {
        var wall = WallAt(instant);
        return Math.Min(instant, wall) < 0 || Math.Max(instant, wall) > DateTime.MaxValue.Ticks
            ? null
            : new DateTimeOffset(wall, new TimeSpan(wall - instant));
    }
}
