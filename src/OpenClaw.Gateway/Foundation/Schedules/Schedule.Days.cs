using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Foundation.Schedules;

internal abstract partial record Schedule
{
    private const string DaysFrom = "d from ",
        DaysForm = "yyyy-MM-dd HH:mm";

    /// <summary>Reads back what <see cref="Days.ToString"/> writes, without the <c>every</c> before it.</summary>
    public static bool TryParseDays(string text, [NotNullWhen(true)] out Days? days)
    {
        days = null;
        var mark = text.IndexOf(DaysFrom, StringComparison.Ordinal);
        if (
            mark < 0
            || !int.TryParse(text.AsSpan(0, mark), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count < 1
            || !DateTime.TryParseExact(
                text.AsSpan(mark + DaysFrom.Length),
                DaysForm,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var first
            )
        )
        {
            return false;
        }
        days = new Days(count, first);
        return true;
    }

    /// <summary>Every so many days at a time of day, counted from a first one: what a cron expression cannot say, such as every other
    /// Monday.</summary>
    /// <param name="Count">1 or more.</param>
    /// <param name="First">On the zone's wall.</param>
    public sealed record Days(int Count, DateTime First) : Schedule
    {
        public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
        {
            var clock = new ZoneClock(zone);
            // One too early at most, however the clocks were changed in between.
            var passed = Math.Max(0, ((clock.LatestAt(after.UtcTicks) - First.Ticks) / TimeSpan.TicksPerDay / Count) - 1);
            for (
                var wall = First.Ticks + (passed * Count * TimeSpan.TicksPerDay);
                wall < DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay;
                wall += Count * TimeSpan.TicksPerDay
            )
            {
                if (clock.FirstAt(wall) is var due && due > after.UtcTicks)
                {
                    return clock.Show(due);
                }
            }

            return null;
        }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"every {Count}{DaysFrom}{First.ToString(DaysForm, CultureInfo.InvariantCulture)}");
    }
}
