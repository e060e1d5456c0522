using System.Globalization;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling.When;

/// <summary>Times that come again and again: "every weekday at 7:30", "every 15 minutes", "every month on the 1st at 9".</summary>
internal sealed partial class WhenReader
{
    private const string NotEach = "cannot be had; write every day, every weekday or every Monday with a time, or a cron expression";

    private WhenTime? Again()
    {
        var began = Take().Text;
        if (began == "hourly")
        {
            return Interval(1, 'h');
        }
        if (began is "every" or "each")
        {
            // "Every other Monday" is every second one.
            var isOther = TryTake("other");
            var counted = !isOther && WhenWords.Amount(First) is not null && WhenWords.Unit(_tokens[_at + 1]) is not null;
            var (count, unit) = (
                isOther ? 2
                : counted ? WhenWords.Amount(First)!.Value
                : 1,
                WhenWords.Unit(counted ? _tokens[_at + 1] : First)
            );
            if (unit is 's' or 'm' or 'h')
            {
                _at += counted ? 2 : 1;
                return Interval(count, unit.Value);
            }

            var isOdd = count != decimal.Truncate(count) || (unit == 'M' && count != 1);
            if (isOdd)
            {
                return Complain($"every {(isOther ? "other" : First.Text)} {_tokens[counted ? _at + 1 : _at].Text} {NotEach}");
            }
            if (count < 1)
            {
                return Complain("there is no such interval");
            }
            if (count != 1)
            {
                if (unit is null && WhenWords.Weekday(First) is null)
                {
                    return Complain($"every other {First.Text} {NotEach}");
                }
                if (counted)
                {
                    _at++;
                }
                if (unit is not null)
                {
                    _at++;
                }
                return Spaced((int)Math.Min(count, 100_000), unit == 'd' ? 1 : 7);
            }

            if (counted)
            {
                _at++;
            }
        }

        return Days(began);
    }

    private WhenTime? Interval(decimal count, char unit)
    {
        if (count is <= 0 or > 1_000_000)
        {
            return Complain("there is no such interval");
        }
        var interval = Span(count, unit);
        if (interval < TimeSpan.FromMinutes(1))
        {
            return Complain("a reminder comes every minute at most");
        }
        return Schedule.TryEvery(interval, out var every, out var refusal) ? new WhenTime(every) : Complain(refusal);
    }

    /// <summary>"Every 2 weeks on Monday at 9", "every other day at 9": the first is the next such time, and the others are counted from
    /// it.</summary>
    /// <param name="unit">Days that one of them is.</param>
    private WhenTime? Spaced(int count, int unit)
    {
        var (weekday, time) = ((DayOfWeek?)null, (TimeOnly?)null);
        for (SkipFillers(); First.Kind != WhenKind.End && _complaint is null; SkipFillers())
        {
            if (weekday is null && unit == 7 && WhenWords.Weekday(First) is { } named)
            {
                _at++;
                weekday = named;
            }
            else if (TryPart())
            {
                continue;
            }
            else if (time is null && TryTime() is { } at)
            {
                time = at;
            }
            else
            {
                return Complain($"what does '{First.Text}' mean there? {Examples}");
            }
        }

        if (_complaint is not null)
        {
            return null;
        }
        if (time is not { } hour)
        {
            return Complain($"at what time? Write it behind: {_text} at 9:00");
        }
        hour = InPart(hour);
        if (_complaint is not null)
        {
            return null;
        }
        if (count * unit > 3650)
        {
            return Complain("that is too long");
        }
        var first = _local.Date + hour.ToTimeSpan();
        if (weekday is { } day)
        {
            first = first.AddDays(((int)day - (int)first.DayOfWeek + 7) % 7);
        }
        if (first <= _local)
        {
            first = first.AddDays(weekday is null && unit == 1 ? 1 : 7 * (weekday is null ? count : 1));
        }
        return new WhenTime(new Schedule.Days(count * unit, first));
    }

    /// <summary>Days with a time, in any order, as a cron expression.</summary>
    private WhenTime? Days(string began)
    {
        var (weekdays, daily, needs) = (
            new SortedSet<int>(),
            began is "daily",
            began switch
            {
                "weekly" => "week",
                "monthly" => "month",
                "yearly" => "year",
                _ => null,
            }
        );
        var (day, month, time) = ((string?)null, (int?)null, (TimeOnly?)null);
        if (began == "weekdays")
        {
            weekdays.UnionWith([1, 2, 3, 4, 5]);
        }
        for (SkipFillers(); First.Kind != WhenKind.End && _complaint is null; SkipFillers())
        {
            if (WhenWords.Weekday(First) is { } weekday)
            {
                _at++;
                weekdays.Add((int)weekday);
            }
            else if (TryTake("weekday") || TryTake("weekdays") || TryTake("workday"))
            {
                weekdays.UnionWith([1, 2, 3, 4, 5]);
            }
            else if (TryTake("weekend") || TryTake("weekends"))
            {
                weekdays.UnionWith([0, 6]);
            }
            else if (TryTake("last"))
            {
                if (!TryTake("day"))
                {
                    return Complain("the last what? Write: every month on the last day at 9:00");
                }
                day = "L";
            }
            else if (TryTake("day") || TryPart())
            {
                // "the last day" and "every Monday morning" say no more with it.
                daily |= day is null && weekdays.Count == 0;
            }
            else if (First.Is("week") || First.Is("month") || First.Is("year"))
            {
                needs = Take().Text;
            }
            else if (day is null && TryDayOfMonth() is var (number, named))
            {
                if (number is < 1 or > 31)
                {
                    return Complain($"there is no day {number} of a month");
                }
                (day, month) = (number.ToString(CultureInfo.InvariantCulture), named);
            }
            else if (time is null && TryTime() is { } at)
            {
                time = at;
            }
            else
            {
                return Complain($"what does '{First.Text}' mean there? {Examples}");
            }
        }

        if (_complaint is not null)
        {
            return null;
        }
        if (weekdays.Count > 0 && day is not null)
        {
            return Complain("a day of the week and a day of the month are two reminders");
        }
        var isNamed = weekdays.Count > 0 || day is not null;
        if (!isNamed && needs is not null)
        {
            return Complain(
                $"on which day of the {needs}? Write for example: {(needs == "week" ? "every Monday at 9:00" : needs == "month" ? "every month on the 1st at 9:00" : "every year on December 24 at 9:00")}"
            );
        }
        if (needs == "year" && month is null)
        {
            return Complain("in which month? Write for example: every year on December 24 at 9:00");
        }
        if (!isNamed && !daily)
        {
            return Complain($"every what? {Examples}");
        }
        if (time is not { } hour)
        {
            return Complain($"at what time? Write it behind: {_text} at 9:00");
        }
        hour = InPart(hour);
        if (_complaint is not null)
        {
            return null;
        }

        var expression = string.Create(
            CultureInfo.InvariantCulture,
            $"{hour.Minute} {hour.Hour} {day ?? "*"} {(month is null ? "*" : month)} {(weekdays.Count == 0 ? "*" : string.Join(',', weekdays))}"
        );
        return Expression(expression);
    }
}
