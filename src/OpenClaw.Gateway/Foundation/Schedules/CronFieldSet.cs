namespace OpenClaw.Foundation.Schedules;

/// <summary>What one field of an expression picks, as far as it can be said without a calendar. The masks are those of
/// <see cref="CronDays"/>.</summary>
internal record struct CronFieldSet
{
    /// <summary>Bit n for the value n.</summary>
    public ulong Values { get; set; }

    /// <summary>A star without a step, or a question mark: the field has no say.</summary>
    public bool IsAny { get; set; }

    /// <summary>A star, a range or a step is in it, so it means "every so often" and not "at".</summary>
    public bool Repeats { get; set; }

    public uint FromLast { get; set; }

    public uint NearDates { get; set; }

    public bool NearLast { get; set; }

    public uint LastWeekdays { get; set; }

    public ulong NthWeekdays { get; set; }
}
