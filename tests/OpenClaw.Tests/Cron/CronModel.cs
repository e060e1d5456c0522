using FsCheck;
using FsCheck.Fluent;

namespace OpenClaw.Tests.Cron;

/// <summary>
/// A random expression and, beside its text, what it means: said a second time in the slowest and plainest way, from dates and not from
/// masks. </summary>
internal sealed record CronModel(string Text, Func<DateTime, bool> Names, bool FollowsRealTime, bool HasSeconds)
{
    private sealed record Item(string Text, Func<DateTime, bool> Names, bool Repeats = false, bool IsAny = false);

    private sealed record Kind(int Min, int Max, Func<DateTime, int> Of, string[] Names);

    private static readonly Kind s_second = new(0, 59, at => at.Second, []);
    private static readonly Kind s_minute = new(0, 59, at => at.Minute, []);
    private static readonly Kind s_hour = new(0, 23, at => at.Hour, []);
    private static readonly Kind s_date = new(1, 31, at => at.Day, []);
    private static readonly Kind s_month = new(1, 12, at => at.Month, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".Split(' '));
    private static readonly Kind s_weekday = new(0, 6, at => (int)at.DayOfWeek, "SUN MON TUE WED THU FRI SAT".Split(' '));

    /// <summary>Days are left open half of the time, so that there is something to see within a few days.</summary>
    public static Gen<CronModel> Any(bool hasSeconds) =>
        from second in hasSeconds ? Field(s_second) : Gen.Constant(new Item("", at => at.Second == 0))
        from minute in Field(s_minute)
        from hour in Field(s_hour)
        from days in Days(open: 3)
        select Of(second, minute, hour, days.Date, days.Month, days.Weekday, hasSeconds);

    /// <summary>Fixed times, many a day, so that the hours in which clocks change are among them.</summary>
    public static Gen<CronModel> ManyTimes =>
        from minute in List(Value(s_minute), 1, 3)
        from hour in List(Value(s_hour), 6, 24)
        from days in Days(open: 12)
        select Of(new Item("", at => at.Second == 0), minute, hour, days.Date, days.Month, days.Weekday, hasSeconds: false);

    /// <summary>Once on some day, often a rare one.</summary>
    public static Gen<CronModel> AnyDay =>
        from minute in Value(s_minute)
        from hour in Value(s_hour)
        from days in Days(open: 1)
        select Of(new Item("", at => at.Second == 0), minute, hour, days.Date, days.Month, days.Weekday, hasSeconds: false);

    private static CronModel Of(Item second, Item minute, Item hour, Item date, Item month, Item weekday, bool hasSeconds)
    {
        Func<DateTime, bool> day = (date.IsAny, weekday.IsAny) switch
        {
            (true, true) => _ => true,
            (false, true) => date.Names,
            (true, false) => weekday.Names,
            _ => at => date.Names(at) || weekday.Names(at),
        };
        var text = $"{second.Text} {minute.Text} {hour.Text} {date.Text} {month.Text} {weekday.Text}".TrimStart();
        return new CronModel(
            text,
            at =>
                at.Ticks % TimeSpan.TicksPerSecond == 0
                && second.Names(at)
                && minute.Names(at)
                && hour.Names(at)
                && month.Names(at)
                && day(at),
            minute.Repeats || hour.Repeats,
            hasSeconds
        );
    }

    private static Gen<(Item Date, Item Month, Item Weekday)> Days(int open) =>
        from date in Gen.Frequency(
            (open, Gen.Constant(Star("*"))),
            (1, Gen.Constant(Star("?"))),
            (3, List(Gen.OneOf(Simple(s_date), DateForm)))
        )
        from month in Gen.Frequency((open, Gen.Constant(Star("*"))), (1, Field(s_month)))
        from weekday in Gen.Frequency(
            (open, Gen.Constant(Star("*"))),
            (1, Gen.Constant(Star("?"))),
            (2, List(Gen.OneOf(Simple(s_weekday), WeekdayForm)))
        )
        select (date, month, weekday);

    private static Gen<Item> Field(Kind kind) => Gen.Frequency((1, Gen.Constant(Star("*"))), (3, List(Simple(kind))));

    private static Item Star(string text) => new(text, _ => true, Repeats: true, IsAny: true);

    private static Gen<Item> List(Gen<Item> item, int least = 1, int most = 3) =>
        from count in Gen.Choose(least, most)
        from items in item.ListOf(count)
        select new Item(
            string.Join(',', items.Select(i => i.Text)),
            at => items.Any(i => i.Names(at)),
            items.Any(i => i.Repeats),
            items.Any(i => i.IsAny)
        );

    private static Gen<Item> Simple(Kind kind) =>
        Gen.Frequency(
            (4, Value(kind)),
            (
                2,
                from first in Spelled(kind)
                from last in Spelled(kind)
                select Sequence(kind, $"{first.Text}-{last.Text}", first.Value, last.Value, 1)
            ),
            (
                1,
                from first in Spelled(kind)
                from last in Spelled(kind)
                from step in Step(kind)
                select Sequence(kind, $"{first.Text}-{last.Text}/{step}", first.Value, last.Value, step)
            ),
            (
                1,
                from first in Spelled(kind)
                from step in Step(kind)
                select Sequence(kind, $"{first.Text}/{step}", first.Value, kind.Max, step)
            ),
            (1, from step in Step(kind) select Sequence(kind, $"*/{step}", kind.Min, kind.Max, step) with { IsAny = step == 1 })
        );

    private static Gen<Item> Value(Kind kind) => from value in Spelled(kind) select new Item(value.Text, at => kind.Of(at) == value.Value);

    private static Gen<int> Step(Kind kind) => Gen.Choose(1, kind.Max - kind.Min + 1);

    private static Gen<(int Value, string Text)> Spelled(Kind kind) =>
        from value in Gen.Choose(kind.Min, kind.Max)
        from how in Gen.Choose(0, 3)
        select (
            value,
            how switch
            {
                0 when kind.Names.Length > 0 => kind.Names[value - kind.Min],
                1 when kind.Names.Length > 0 => kind.Names[value - kind.Min].ToLowerInvariant(),
                2 => $"{value:00}",
                _ => $"{value}",
            }
        );

    /// <summary>Walks from the first to the last, starting over behind the greatest value.</summary>
    private static Item Sequence(Kind kind, string text, int first, int last, int step)
    {
        var values = new List<int>();
        for (var (value, count) = (first, 0); ; value = value == kind.Max ? kind.Min : value + 1, count++)
        {
            if (count % step == 0)
            {
                values.Add(value);
            }
            if (value == last)
            {
                break;
            }
        }

        return new Item(text, at => values.Contains(kind.Of(at)), Repeats: true);
    }

    private static Gen<Item> DateForm =>
        Gen.OneOf(
            Gen.Constant(new Item("L", at => at.AddDays(1).Day == 1)),
            from before in Gen.Choose(1, 30)
            select new Item($"L-{before}", at => at.Day + before == DateTime.DaysInMonth(at.Year, at.Month)),
            Gen.Constant(new Item("LW", at => IsNearest(at, DateTime.DaysInMonth(at.Year, at.Month)))),
            from day in Gen.Choose(1, 31)
            select new Item($"{day}W", at => IsNearest(at, day))
        );

    /// <summary>Of the month's days from Monday to Friday, none is nearer to the day.</summary>
    private static bool IsNearest(DateTime at, int day)
    {
        var length = DateTime.DaysInMonth(at.Year, at.Month);
        return day <= length
            && at.Day
                == Enumerable
                    .Range(1, length)
                    .Where(d => new DateTime(at.Year, at.Month, d).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                    .MinBy(d => Math.Abs(d - day));
    }

    private static Gen<Item> WeekdayForm =>
        Gen.OneOf(
            from day in Spelled(s_weekday)
            select new Item($"{day.Text}L", at => (int)at.DayOfWeek == day.Value && at.AddDays(7).Month != at.Month),
            from day in Spelled(s_weekday)
            from nth in Gen.Choose(1, 5)
            select new Item($"{day.Text}#{nth}", at => (int)at.DayOfWeek == day.Value && (at.Day + 6) / 7 == nth)
        );
}
