using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling.When;

/// <summary>Times that come once: "in 20 minutes", "tomorrow at 9", "on Friday at 9:30".</summary>
internal sealed partial class WhenReader
{
    private WhenTime? FromNow()
    {
        TryTake("in");
        var length = new WhenLength();
        while (TryLength(length)) { }

        if (length.IsEmpty)
        {
            return Complain($"in how long? {Examples}");
        }
        if (TryTake("from"))
        {
            TryTake("now");
        }
        if (_complaint is not null || length.IsTooLong)
        {
            return Complain("that is too long");
        }
        return length.IsOfDays ? AfterDays(length) : After(length.Span);
    }

    /// <summary>Takes a part of a length: "20 minutes", "half an hour".</summary>
    private bool TryLength(WhenLength length)
    {
        TryTake("and");
        if (First.Is("half") && _tokens[_at + 1].Is("an") && WhenWords.Unit(_tokens[_at + 2]) == 'h')
        {
            _at += 3;
            length.Add(0.5m, 'h');
            return true;
        }
        if (WhenWords.Amount(First) is not { } count || WhenWords.Unit(_tokens[_at + 1]) is not { } unit)
        {
            return false;
        }
        _at += 2;
        if (length.Add(count, unit) is not { } refusal)
        {
            return true;
        }
        Complain(refusal);
        return false;
    }

    private WhenTime? After(TimeSpan span)
    {
        // Rounded up: it must not come too early by a moment.
        var due = new DateTime(
            ((_now.UtcTicks + span.Ticks - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond
        );
        return span == TimeSpan.Zero ? Complain("that is now") : new WhenTime(new Schedule.At(due, TimeSpan.Zero), IsFromNow: true);
    }

    /// <summary>The calendar's days and months, and then a time of day or the hours that were said with them.</summary>
    private WhenTime? AfterDays(WhenLength length)
    {
        var day = _local.AddMonths(length.Months).AddDays(length.Days);
        SkipFillers();
        var time = First.Kind == WhenKind.End ? null : TryTime();
        if (time is not null && length.Span > TimeSpan.Zero)
        {
            return Complain("a time of day cannot follow hours and minutes");
        }
        return new WhenTime(
            new Schedule.At(Seconds(time is { } at ? day.Date + at.ToTimeSpan() : day + length.Span)),
            IsFromNow: time is null
        );
    }

    private WhenTime? Once()
    {
        var today = DateOnly.FromDateTime(_local);
        var (day, time, weekly) = ((DateOnly?)null, (TimeOnly?)null, false);
        for (SkipFillers(); First.Kind != WhenKind.End && _complaint is null; SkipFillers())
        {
            if (TryPart())
            {
                continue;
            }
            if (time is null && !IsDayOfMonth() && TryTime() is { } at)
            {
                time = at;
            }
            else if (day is null && TryDay(today, out weekly) is { } found)
            {
                day = found;
            }
            else
            {
                return Complain(
                    day is null || time is null ? $"what does '{First.Text}' mean there? {Examples}" : $"'{First.Text}' is one too many"
                );
            }
        }

        if (day is null && time is null)
        {
            Complain($"when? {Examples}");
        }
        return Hour(time) is { } hour ? At(day, hour, weekly) : null;
    }

    private WhenTime? At(DateOnly? day, TimeOnly hour, bool weekly)
    {
        var wall = (day ?? DateOnly.FromDateTime(_local)).ToDateTime(hour);
        // Said on a Friday, "on Friday at 9" is today while it is not nine yet.
        if (weekly && wall <= _local)
        {
            wall = wall.AddDays(7);
        }
        if (wall > _local)
        {
            return new WhenTime(new Schedule.At(wall));
        }
        var evening = hour.Hour is > 0 and < 12 ? $", or at {hour.Hour}pm for the evening" : "";
        return Complain(
            day is null
                ? string.Create(CultureInfo.InvariantCulture, $"{hour:HH:mm} is past today; write tomorrow at {hour:HH:mm}{evening}")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{wall:ddd yyyy-MM-dd HH:mm} is past; it is {_local:ddd yyyy-MM-dd HH:mm} now"
                )
        );
    }

    /// <summary>Whether the number that comes next is a day of a month: "24 December", "the 24th".</summary>
    private bool IsDayOfMonth() =>
        First.Kind == WhenKind.Number
        && (WhenWords.Month(_tokens[_at + 1]) is not null || (_tokens[_at + 1].Is("of") && WhenWords.Month(_tokens[_at + 2]) is not null));

    private DateOnly? TryDay(DateOnly today, out bool weekly)
    {
        weekly = false;
        if (TryNearDay(today) is { } near)
        {
            return near;
        }
        if (First.Kind == WhenKind.Date)
        {
            return Date(First.A, First.B, First.C, Take().Text);
        }
        return TryWeekday(today, out weekly) ?? (TryDayOfMonth() is var (day, month) ? NextDate(today, day, month) : null);
    }

    private DateOnly? TryNearDay(DateOnly today)
    {
        if (TryTake("today") || TryTake("tonight"))
        {
            return today;
        }
        if (TryTake("tomorrow"))
        {
            return today.AddDays(1);
        }
        if (!First.Is("day") || !_tokens[_at + 1].Is("after") || !_tokens[_at + 2].Is("tomorrow"))
        {
            return null;
        }
        _at += 3;
        return today.AddDays(2);
    }

    /// <summary>"Friday", "this Friday", "next Friday".</summary>
    /// <param name="weekly">Today is such a day, and so is the same day next week.</param>
    private DateOnly? TryWeekday(DateOnly today, out bool weekly)
    {
        var next = First.Is("next") && WhenWords.Weekday(_tokens[_at + 1]) is not null;
        if (next || (First.Is("this") && WhenWords.Weekday(_tokens[_at + 1]) is not null))
        {
            _at++;
        }
        if (WhenWords.Weekday(First) is not { } weekday)
        {
            weekly = false;
            return null;
        }
        _at++;
        var ahead = ((int)weekday - (int)today.DayOfWeek + 7) % 7;
        weekly = ahead == 0 && !next;
        return today.AddDays(next && ahead == 0 ? 7 : ahead);
    }

    /// <summary>"24 December", "December 24th", "24th"; the month is null where none is named.</summary>
    private (int Day, int? Month)? TryDayOfMonth()
    {
        if (WhenWords.Month(First) is { } month && _tokens[_at + 1] is { Kind: WhenKind.Number or WhenKind.Ordinal, A: var after })
        {
            _at += 2;
            return (after, month);
        }

        if (First.Kind is not (WhenKind.Number or WhenKind.Ordinal))
        {
            return null;
        }
        var (kind, day) = (First.Kind, First.A);
        var then = _tokens[_at + 1].Is("of") ? _at + 2 : _at + 1;
        if (WhenWords.Month(_tokens[then]) is { } named)
        {
            _at = then + 1;
            return (day, named);
        }

        if (kind == WhenKind.Number)
        {
            return null;
        }
        _at++;
        return (day, null);
    }

    private DateOnly? NextDate(DateOnly today, int day, int? month)
    {
        if (First is { Kind: WhenKind.Number, A: >= 1000 } year && month is { } of)
        {
            return Date(Take().A, of, day, $"{day} in {year.Text}");
        }
        // Eight years: the next 29th of February is never further away.
        for (var first = new DateOnly(today.Year, today.Month, 1); first < today.AddYears(8); first = first.AddMonths(1))
        {
            if (month is not null && first.Month != month)
            {
                continue;
            }
            if (day >= 1 && day <= DateTime.DaysInMonth(first.Year, first.Month) && first.AddDays(day - 1) >= today)
            {
                return first.AddDays(day - 1);
            }
        }

        Complain($"there is no day {day} in that month");
        return today;
    }

    private DateOnly? Date(int year, int month, int day, string text)
    {
        if (year is >= 1 and <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month))
        {
            return new DateOnly(year, month, day);
        }
        Complain($"there is no day {text}");
        return DateOnly.MinValue;
    }

    private static DateTime Seconds(DateTime time) => new(time.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
}
