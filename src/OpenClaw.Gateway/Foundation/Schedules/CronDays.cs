using System.Numerics;

namespace OpenClaw.Foundation.Schedules;

/// <summary>
/// The days on which an expression fires: of the months it names, those that its day of the month picks or its day of the week picks. A
/// field that picks any day has no say, unless both do (POSIX, <c>crontab</c>:
/// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/crontab.html). </summary>
internal readonly record struct CronDays
{
    /// <summary>Days 1, 8, 15, 22 and 29, when shifted to the first.</summary>
    private const ulong EverySeventh = 1UL << 0 | 1UL << 7 | 1UL << 14 | 1UL << 21 | 1UL << 28;

    public required uint Months { get; init; }

    public required bool AnyDate { get; init; }

    public required bool AnyWeekday { get; init; }

    /// <summary>Bit n for the n-th.</summary>
    public uint Dates { get; init; }

    /// <summary>Bit n for n days before the last, so bit 0 is the last (<c>L</c>).</summary>
    public uint FromLast { get; init; }

    /// <summary>Bit n for the weekday nearest to the n-th (<c>15W</c>).</summary>
    public uint NearDates { get; init; }

    /// <summary>The weekday nearest to the last (<c>LW</c>).</summary>
    public bool NearLast { get; init; }

    /// <summary>Bit 0 for Sunday.</summary>
    public uint Weekdays { get; init; }

    /// <summary>Bit 0 for the last Sunday of the month (<c>SUNL</c>).</summary>
    public uint LastWeekdays { get; init; }

    /// <summary>Bit 5 * day + n - 1 for the n-th of that day of the week (<c>FRI#2</c>).</summary>
    public ulong NthWeekdays { get; init; }

    public bool Contains(DateTime date) => (In(date.Year, date.Month) >> date.Day & 1) != 0;

    /// <summary>The first day, not before <paramref name="from"/>, on which it fires; null when there is none to the end of a
    /// year.</summary>
    public DateTime? First(DateTime from, int lastYear = 9999)
    {
        var day = from.Day;
        for (var (year, month) = (from.Year, from.Month); year <= lastYear; day = 1)
        {
            var days = In(year, month) >> day << day;
            if (days != 0)
            {
                return new DateTime(year, month, BitOperations.TrailingZeroCount(days));
            }
            if (++month > 12)
            {
                (year, month) = (year + 1, 1);
            }
        }

        return null;
    }

    /// <summary>The days of a month, bit n for the n-th.</summary>
    private uint In(int year, int month)
    {
        if ((Months >> month & 1) == 0)
        {
            return 0;
        }
        var length = DateTime.DaysInMonth(year, month);
        var all = (uint)((2UL << length) - 2);
        if (AnyDate && AnyWeekday)
        {
            return all;
        }
        var first = (int)new DateTime(year, month, 1).DayOfWeek;
        return ((AnyDate ? 0 : ByDate(length, first)) | (AnyWeekday ? 0 : ByWeekday(length, first))) & all;
    }

    private uint ByDate(int length, int first)
    {
        var days = Dates;
        for (var rest = FromLast; rest != 0; rest &= rest - 1)
        {
            var day = length - BitOperations.TrailingZeroCount(rest);
            days |= day > 0 ? 1u << day : 0;
        }

        for (var rest = NearDates; rest != 0; rest &= rest - 1)
        {
            days |= 1u << Nearest(BitOperations.TrailingZeroCount(rest), length, first);
        }
        return NearLast ? days | 1u << Nearest(length, length, first) : days;
    }

    /// <summary>The day from Monday to Friday that is nearest, in the same month; 0 when the month has no such day at all.</summary>
    private static int Nearest(int day, int length, int first) =>
        day > length
            ? 0
            : ((first + day - 1) % 7) switch
            {
                (int)DayOfWeek.Saturday => day > 1 ? day - 1 : day + 2,
                (int)DayOfWeek.Sunday => day < length ? day + 1 : day - 2,
                _ => day,
            };

    private uint ByWeekday(int length, int first)
    {
        var days = 0UL;
        for (var weekday = 0; weekday < 7; weekday++)
        {
            var earliest = 1 + ((weekday - first + 7) % 7);
            if ((Weekdays >> weekday & 1) != 0)
            {
                days |= EverySeventh << earliest;
            }
            if ((LastWeekdays >> weekday & 1) != 0)
            {
                days |= 1UL << (earliest + 28 <= length ? earliest + 28 : earliest + 21);
            }
            for (var nth = 0; nth < 5; nth++)
            {
                if ((NthWeekdays >> ((weekday * 5) + nth) & 1) != 0)
                {
                    days |= 1UL << (earliest + (7 * nth));
                }
            }
        }

        // What lies beyond the month is cut off by the caller; here it must only not wrap round into it.
        return (uint)days;
    }
}
