using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling.When;

/// <summary>Times that come again and again: "every weekday at 7:30", "every 15 minutes", "every month on the 1st at 9".</summary>
internal sealed partial class WhenReader
{
    private const string NotEach = "cannot be had; write every day, every weekday or every Monday with a time, or a cron expression";

    private WhenTime? Again()
    {
        var began = Take().Text;
        return began switch
        {
            "hourly" => Interval(1, 'h'),
            "every" or "each" => Every(began),
            _ => Days(began),
        };
    }

    /// <summary>How often, as it was written: "other", "2 weeks", "Monday".</summary>
    /// <param name="Unit">Null where the next word is none.</param>
    /// <param name="IsCounted">The count is a word of its own, before the unit.</param>
    /// <param name="IsOther">It was said as "other", which is every second one.</param>
    private readonly record struct Step(decimal Count, char? Unit, bool IsCounted, bool IsOther)
    {
        /// <summary>Neither days nor weeks can be counted that way.</summary>
        public bool IsOdd => Count != decimal.Truncate(Count) || (Unit == 'M' && Count != 1);
    }

    private WhenTime? Every(string began)
    {
        var step = ReadStep();
        if (step.Unit is 's' or 'm' or 'h')
        {
            _at += step.IsCounted ? 2 : 1;
            return Interval(step.Count, step.Unit.Value);
        }
        if (WhyNot(step) is { } why)
        {
            return Complain(why);
        }
        if (step.IsCounted)
        {
            _at++;
        }
        if (step.Count == 1)
        {
            return Days(began);
        }
        if (step.Unit is not null)
        {
            _at++;
        }
        return Spaced((int)Math.Min(step.Count, 100_000), step.Unit == 'd' ? 1 : 7);
    }

    /// <summary>Takes "other", and only looks at a count and a unit.</summary>
    private Step ReadStep()
    {
        if (TryTake("other"))
        {
            return new Step(2, WhenWords.Unit(First), IsCounted: false, IsOther: true);
        }
        return WhenWords.Amount(First) is { } amount && WhenWords.Unit(_tokens[_at + 1]) is { } counted
            ? new Step(amount, counted, IsCounted: true, IsOther: false)
            : new Step(1, WhenWords.Unit(First), IsCounted: false, IsOther: false);
    }

    private string? WhyNot(Step step)
    {
        if (step.IsOdd)
        {
            return $"every {(step.IsOther ? "other" : First.Text)} {_tokens[step.IsCounted ? _at + 1 : _at].Text} {NotEach}";
        }
        if (step.Count < 1)
        {
            return "there is no such interval";
        }
        return step.Count != 1 && step.Unit is null && WhenWords.Weekday(First) is null ? $"every other {First.Text} {NotEach}" : null;
    }

    private WhenTime? Interval(decimal count, char unit)
    {
        if (count is <= 0 or > 1_000_000)
        {
            return Complain("there is no such interval");
        }
        var interval = WhenLength.Of(count, unit);
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

        if (Hour(time) is not { } hour)
        {
            return null;
        }
        if (count * unit > 3650)
        {
            return Complain("that is too long");
        }
        return new WhenTime(new Schedule.Days(count * unit, FirstOf(weekday, hour, unit == 1 ? 1 : 7 * count)));
    }

    /// <summary>The first time of a rhythm: the next such weekday, or today while the hour is still to come.</summary>
    /// <param name="days">Where no weekday was named, how many days later it is when today's hour is past.</param>
    private DateTime FirstOf(DayOfWeek? weekday, TimeOnly hour, int days)
    {
        var first = _local.Date + hour.ToTimeSpan();
        if (weekday is { } day)
        {
            first = first.AddDays(((int)day - (int)first.DayOfWeek + 7) % 7);
        }
        return first > _local ? first : first.AddDays(weekday is null ? days : 7);
    }

    /// <summary>Days with a time, in any order, as a cron expression.</summary>
    private WhenTime? Days(string began)
    {
        var days = new WhenDays(began);
        for (SkipFillers(); First.Kind != WhenKind.End && _complaint is null; SkipFillers())
        {
            if (!TryWeekdays(days) && !TryDayWord(days) && !TryDate(days) && !TryHour(days))
            {
                return Complain($"what does '{First.Text}' mean there? {Examples}");
            }
        }

        if (_complaint is null && days.WhatIsMissing is { } missing)
        {
            return Complain(missing);
        }
        return Hour(days.Time) is { } hour ? Expression(days.ExpressionAt(hour)) : null;
    }

    private bool TryWeekdays(WhenDays days)
    {
        if (WhenWords.Weekday(First) is { } weekday)
        {
            _at++;
            days.Weekdays.Add((int)weekday);
        }
        else if (TryTake("weekday") || TryTake("weekdays") || TryTake("workday"))
        {
            days.Weekdays.UnionWith(WhenDays.WorkingDays);
        }
        else if (TryTake("weekend") || TryTake("weekends"))
        {
            days.Weekdays.UnionWith([0, 6]);
        }
        else
        {
            return false;
        }
        return true;
    }

    private bool TryDayWord(WhenDays days)
    {
        if (TryTake("last"))
        {
            if (TryTake("day"))
            {
                days.Day = "L";
            }
            else
            {
                Complain("the last what? Write: every month on the last day at 9:00");
            }
        }
        else if (TryTake("day") || TryPart())
        {
            // "the last day" and "every Monday morning" say no more with it.
            days.IsDaily |= !days.IsNamed;
        }
        else if (First.Is("week") || First.Is("month") || First.Is("year"))
        {
            days.Needs = Take().Text;
        }
        else
        {
            return false;
        }
        return true;
    }

    private bool TryDate(WhenDays days)
    {
        if (days.Day is not null || TryDayOfMonth() is not var (number, named))
        {
            return false;
        }
        if (number is < 1 or > 31)
        {
            Complain($"there is no day {number} of a month");
        }
        (days.Day, days.Month) = (number.ToString(CultureInfo.InvariantCulture), named);
        return true;
    }

    private bool TryHour(WhenDays days)
    {
        if (days.Time is not null || TryTime() is not { } at)
        {
            return false;
        }
        days.Time = at;
        return true;
    }
}
