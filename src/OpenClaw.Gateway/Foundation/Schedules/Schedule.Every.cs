using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Foundation.Schedules;

internal abstract partial record Schedule
{
    /// <summary>Makes an <see cref="Every"/>, or says why its interval cannot be had.</summary>
    public static bool TryEvery(TimeSpan interval, [NotNullWhen(true)] out Every? every, [NotNullWhen(false)] out string? error)
    {
        error = Every.Refusal(interval);
        every = error is null ? new Every(interval) : null;
        return every is not null;
    }

    /// <summary>
    /// At regular intervals, counted from midnight in the zone, so that a restart moves nothing. Up to a day, time passes as it does on a
    /// stopwatch and the count begins anew at each midnight, also when the interval does not divide the day. Whole days are counted on the
    /// calendar from 1970-01-01 and are due at midnight. Where the clocks skip midnight, the day begins when the gap ends; where they show
    /// it twice, at the first.
    /// </summary>
    public sealed record Every(TimeSpan Interval) : Schedule
    {
        public TimeSpan Interval { get; } =
            Refusal(Interval) is { } refusal ? throw new ArgumentOutOfRangeException(nameof(Interval), refusal) : Interval;

        public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
        {
            var clock = new ZoneClock(zone);
            var day = Math.DivRem(clock.LatestAt(after.UtcTicks), TimeSpan.TicksPerDay, out var time) - (time < 0 ? 1 : 0);
            return Interval.Ticks % TimeSpan.TicksPerDay == 0
                ? clock.Show(clock.FirstAt(NextDay(day) * TimeSpan.TicksPerDay))
                : clock.Show(NextWithin(day, after.UtcTicks, clock));
        }

        public override string ToString() => $"every {Show(Interval)}";

        /// <summary>What is wrong with an interval; null when nothing is.</summary>
        internal static string? Refusal(TimeSpan interval)
        {
            if (interval < TimeSpan.FromSeconds(1))
            {
                return $"an interval of {Show(interval)} is too short; the shortest is 1s";
            }
            if (interval.Ticks % TimeSpan.TicksPerSecond != 0)
            {
                return $"an interval of {Show(interval)} is not in whole seconds; write {Show(TimeSpan.FromSeconds(Math.Floor(interval.TotalSeconds)))}";
            }
            if (interval > TimeSpan.FromDays(1) && interval.Ticks % TimeSpan.TicksPerDay != 0)
            {
                return $"an interval of {Show(interval)} is longer than a day and not in whole days; write {interval.Days}d or {interval.Days + 1}d, or a cron expression";
            }
            return null;
        }

        private long NextDay(long day)
        {
            var interval = Interval.Ticks / TimeSpan.TicksPerDay;
            var sinceEpoch = day - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerDay);
            // The remainder of a day before the epoch is negative, and the step to the next one shorter.
            var past = ((sinceEpoch % interval) + interval) % interval;
            return Math.Min(day + interval - past, long.MaxValue / TimeSpan.TicksPerDay - 1);
        }

        private long NextWithin(long day, long after, ZoneClock clock)
        {
            var midnight = clock.FirstAt(day * TimeSpan.TicksPerDay);
            var due = midnight + ((((after - midnight) / Interval.Ticks) + 1) * Interval.Ticks);
            return Math.Min(due, clock.FirstAt((day + 1) * TimeSpan.TicksPerDay));
        }

        private static string Show(TimeSpan interval)
        {
            var ticks = interval.Ticks;
            return ticks switch
            {
                0 => "0s",
                _ when ticks % TimeSpan.TicksPerDay == 0 => $"{ticks / TimeSpan.TicksPerDay}d",
                _ when ticks % TimeSpan.TicksPerHour == 0 => $"{ticks / TimeSpan.TicksPerHour}h",
                _ when ticks % TimeSpan.TicksPerMinute == 0 => $"{ticks / TimeSpan.TicksPerMinute}m",
                _ when ticks % TimeSpan.TicksPerSecond == 0 => $"{ticks / TimeSpan.TicksPerSecond}s",
                _ => FormattableString.Invariant($"{interval.TotalMilliseconds}ms"),
            };
        }
    }
}
