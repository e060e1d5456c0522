namespace OpenClaw.Foundation.Schedules;

/// <summary>When something is due: a closed set of cases with one question to ask. It takes time and zone as arguments and holds
/// neither.</summary>
internal abstract partial record Schedule
{
    private Schedule() { }

    /// <summary>The first occurrence after an instant, with the zone's offset at that time; null when there is none any more.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone);

    /// <summary>At the times that an expression names.</summary>
    public sealed record Cron(CronExpression Expression) : Schedule
    {
        public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => Expression.Next(after, zone);

        public override string ToString() => Expression.ToString();
    }
}
