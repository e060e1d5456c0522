using Calendar = Cronos.CronExpression;

namespace OpenClaw.Foundation.Schedules;

/// <summary>Reads an expression: parts it into fields, puts together what they pick, and sees whether that can ever be.</summary>
internal static class CronParser
{
    private const string Shape = "write minute, hour, day of the month, month and day of the week, or the second and then these";

    /// <summary>The calendar repeats after 400 years, weekdays and all: what does not fire in the last of them never does.</summary>
    private static readonly DateTime s_lastCycle = new(9600, 1, 1, 0, 0, 0, DateTimeKind.Utc);

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
        Span<Range> words = stackalloc Range[fields.Length + 1];
        // The last of the ranges, when it is needed, holds all that is left.
        var count = text.AsSpan(start, length).SplitAny(words, " \t", StringSplitOptions.RemoveEmptyEntries);
        if (count > fields.Length)
        {
            var extra = Of(words[^1]);
            return Fail(out error, extra.Start, extra.Length, $"{Quote(extra)} is more than six fields; {Shape}");
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

        CronFieldSet[] sets = [new(), new(), new(), new(), new(), new()];
        var skipped = fields.Length - count;
        if (skipped == 1)
        {
            sets[0].Add(0); // without a field for it, the second is 0
        }
        for (var i = 0; i < count; i++)
        {
            var (at, size) = Of(words[i]);
            var reader = new CronFieldReader(text, fields[skipped + i], at, at + size, sets[skipped + i]);
            if (!reader.TryRead())
            {
                error = reader.Error;
                return null;
            }
        }

        var calendars = Calendars(sets);
        if (calendars.Length == 0)
        {
            var (date, month) = (Of(words[3 - skipped]), Of(words[4 - skipped]));
            return Fail(
                out error,
                date.Start,
                date.Length,
                $"can never fire: no month of {Quote(month)} has a day {Quote(date)}; change one of the two"
            );
        }

        error = null;
        return new CronExpression(written, calendars, followsRealTime: sets[1].Repeats || sets[2].Repeats);

        (int Start, int Length) Of(Range word) => (start + word.Start.Value, word.End.Value - word.Start.Value);

        string Quote((int Start, int Length) part) => CronError.Quote(text.AsSpan(part.Start, part.Length));
    }

    /// <summary>
    /// One calendar for each item of the day fields that fires at all: the expression is due when any of them is. The library wants both
    /// day fields to agree where cron wants either, and takes a form such as <c>L</c> or <c>15W</c> only where it stands alone.
    /// </summary>
    private static Calendar[] Calendars(CronFieldSet[] sets)
    {
        var (dates, weekdays) = (sets[3], sets[5]);
        var time = $"{sets[0].Values} {sets[1].Values} {sets[2].Values}";
        var month = sets[4].Values;
        IEnumerable<string> days = (dates.IsAny, weekdays.IsAny) switch
        {
            (true, true) => [$"* {month} *"],
            (true, false) => weekdays.Items.Select(item => $"* {month} {item}"),
            (false, true) => dates.Items.Select(item => $"{item} {month} *"),
            _ => [.. dates.Items.Select(item => $"{item} {month} *"), .. weekdays.Items.Select(item => $"* {month} {item}")],
        };
        return [.. days.Select(day => Calendar.Parse($"{time} {day}", Cronos.CronFormat.IncludeSeconds)).Where(Fires)];
    }

    private static bool Fires(Calendar calendar) => calendar.GetNextOccurrence(s_lastCycle, inclusive: true) is not null;

    private static CronExpression? Fail(out CronError? error, int at, int length, string message)
    {
        error = new CronError(message, at + 1, length);
        return null;
    }
}
