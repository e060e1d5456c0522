namespace OpenClaw.Foundation.Schedules;

/// <summary>Reads an expression: parts it into fields, puts together what they pick, and sees whether that can ever be.</summary>
internal static class CronParser
{
    private const string Shape = "write minute, hour, day of the month, month and day of the week, or the second and then these";

    /// <summary>The calendar repeats after 400 years, weekdays and all: what does not fire in them never does.</summary>
    private const int FirstYear = 2000,
        LastYear = 2399;

    public static CronExpression? Parse(string text, out CronError? error)
    {
        var start = text.Length - text.AsSpan().TrimStart(" \t").Length;
        var length = text.AsSpan(start).TrimEnd(" \t").Length;
        if (length == 0)
        {
            return Fail(out error, 0, 0, "an expression is missing; write five fields such as 0 8 * * 1-5, or @daily");
        }
        if (text[start] != '@')
        {
            return ParseFields(text, text, start, length, out error);
        }
        if (MacroFields(text.AsSpan(start, length)) is { } fields)
        {
            return ParseFields(text, fields, 0, fields.Length, out error);
        }
        return Fail(
            out error,
            start,
            length,
            $"{CronError.Quote(text.AsSpan(start, length))} is not a short form; "
                + "write @yearly, @annually, @monthly, @weekly, @daily, @midnight or @hourly, or five fields"
        );
    }

    private static string? MacroFields(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[10];
        return name.ToLowerInvariant(lower) < 0
            ? null
            : lower[..name.Length] switch
            {
                "@yearly" or "@annually" => "0 0 1 1 *",
                "@monthly" => "0 0 1 * *",
                "@weekly" => "0 0 * * 0",
                "@daily" or "@midnight" => "0 0 * * *",
                "@hourly" => "0 * * * *",
                _ => null,
            };
    }

    /// <param name="written">What the expression is called; it differs from <paramref name="text"/> for a short form.</param>
    private static CronExpression? ParseFields(string written, string text, int start, int length, out CronError? error)
    {
        var fields = CronField.All;
        Span<(int Start, int End)> words = stackalloc (int, int)[fields.Length + 1];
        var count = Words(text, start, start + length, words);
        if (count > fields.Length)
        {
            var extra = start + length - words[^1].Start;
            return Fail(
                out error,
                words[^1].Start,
                extra,
                $"{CronError.Quote(text.AsSpan(words[^1].Start, extra))} is more than six fields; {Shape}"
            );
        }

        if (count < fields.Length - 1)
        {
            return Fail(
                out error,
                start + length,
                0,
                $"{(count == 1 ? "there is only 1 field" : $"there are only {count} fields")}; {Shape}"
            );
        }

        Span<CronFieldSet> sets = stackalloc CronFieldSet[fields.Length];
        var skipped = fields.Length - count;
        sets[0].Values = 1; // without a field for it, the second is 0
        for (var i = 0; i < count; i++)
        {
            var reader = new CronFieldReader(text, fields[skipped + i], words[i].Start, words[i].End);
            if (reader.TryRead(out sets[skipped + i]))
            {
                continue;
            }
            error = reader.Error;
            return null;
        }

        var days = Days(sets[3], sets[4], sets[5]);
        if (days.First(new DateTime(FirstYear, 1, 1), LastYear) is null)
        {
            var (date, month) = (words[3 - skipped], words[4 - skipped]);
            return Fail(
                out error,
                date.Start,
                date.End - date.Start,
                "can never fire: no month of "
                    + $"{CronError.Quote(text.AsSpan(month.Start, month.End - month.Start))} has a day {CronError.Quote(text.AsSpan(date.Start, date.End - date.Start))}; change one of the two"
            );
        }

        error = null;
        return new CronExpression(
            written,
            new CronTimes(sets[0].Values, sets[1].Values, sets[2].Values),
            days,
            followsRealTime: sets[1].Repeats || sets[2].Repeats
        );
    }

    private static CronDays Days(in CronFieldSet dates, in CronFieldSet months, in CronFieldSet weekdays) =>
        new()
        {
            Months = (uint)months.Values,
            AnyDate = dates.IsAny,
            Dates = (uint)dates.Values,
            FromLast = dates.FromLast,
            NearDates = dates.NearDates,
            NearLast = dates.NearLast,
            AnyWeekday = weekdays.IsAny,
            Weekdays = (uint)weekdays.Values,
            LastWeekdays = weekdays.LastWeekdays,
            NthWeekdays = weekdays.NthWeekdays,
        };

    /// <summary>Where the words lie, as far as there is room to say; how many there are of these.</summary>
    private static int Words(string text, int at, int end, Span<(int Start, int End)> words)
    {
        var count = 0;
        while (at < end && count < words.Length)
        {
            var start = at;
            while (at < end && text[at] is not (' ' or '\t'))
            {
                at++;
            }
            words[count++] = (start, at);
            while (at < end && text[at] is ' ' or '\t')
            {
                at++;
            }
        }

        return count;
    }

    private static CronExpression? Fail(out CronError? error, int at, int length, string message)
    {
        error = new CronError(message, at + 1, length);
        return null;
    }
}
