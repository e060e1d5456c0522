using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Foundation.Schedules;

/// <summary>Reads a day and a time as RFC 3339 writes them (https://www.rfc-editor.org/rfc/rfc3339#section-5.6), where seconds and offset
/// may be left out. Fractions of a second, which programs write, are dropped; <c>UTC</c> and <c>GMT</c> stand for <c>Z</c>, also behind a
/// blank.</summary>
internal ref struct AtReader(string text)
{
    private int _at;
    private CronError? _error;

    public bool TryRead([NotNullWhen(true)] out Schedule.At? at, [NotNullWhen(false)] out CronError? error)
    {
        at = Read();
        error = _error;
        return at is not null;
    }

    private Schedule.At? Read()
    {
        if (ReadDay() is not { } day || ReadTime() is not { } time)
        {
            return null;
        }
        var zone = _at;
        if (!TryZone(out var offset) || _at != text.Length)
        {
            return Fail(
                zone,
                text.Length - zone,
                $"{CronError.Quote(text.AsSpan(zone))} cannot follow the time; write nothing, or an offset from UTC such as Z or +02:00"
            );
        }
        var wall = day.ToDateTime(time);
        if (offset is { } given && (wall.Ticks - given.Ticks < 0 || wall.Ticks - given.Ticks > DateTime.MaxValue.Ticks))
        {
            return Fail(0, text.Length, $"{CronError.Quote(text)} lies outside the years 1 to 9999 in UTC");
        }
        return new Schedule.At(wall, offset);
    }

    private DateOnly? ReadDay()
    {
        if (!TryNumberBefore('-', 4, out var year) || !TryNumberBefore('-', 2, out var month) || !TryDigits(2, out var day) || IsDigit())
        {
            Fail(0, text.Length, $"{CronError.Quote(text)} is not a day and a time; write them as 2026-12-24T18:00");
            return null;
        }
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month))
        {
            Fail(0, _at, $"there is no day {text[.._at]}");
            return null;
        }
        return new DateOnly(year, month, day);
    }

    private TimeOnly? ReadTime()
    {
        if (_at == text.Length)
        {
            Fail(_at, 0, $"{CronError.Quote(text)} has no time of day; write {text}T18:00");
            return null;
        }

        var time = _at + 1;
        var begins = TryTake('T') || TryTake('t') || TryTake(' ');
        if (!begins || !TryNumberBefore(':', 2, out var hour) || !TryDigits(2, out var minute))
        {
            Fail(
                time - 1,
                text.Length - time + 1,
                $"{CronError.Quote(text.AsSpan(time - 1))} is not a time of day; write T18:00 or T18:00:30 after the day"
            );
            return null;
        }
        var second = 0;
        if (TryTake(':') && (!TryDigits(2, out second) || !TryFraction()))
        {
            Fail(time, text.Length - time, $"{CronError.Quote(text.AsSpan(time))} is not a time of day; write 18:00 or 18:00:30");
            return null;
        }
        if (hour > 23 || minute > 59 || second > 59)
        {
            Fail(time, _at - time, $"there is no time {text[time.._at]}");
            return null;
        }
        return new TimeOnly(hour, minute, second);
    }

    /// <summary>True also when there is none. A thousandth of a second is nothing to a clock that ticks in seconds.</summary>
    private bool TryFraction()
    {
        if (!TryTake('.'))
        {
            return true;
        }
        var from = _at;
        while (IsDigit())
        {
            _at++;
        }
        return _at > from;
    }

    /// <summary>True also when there is none.</summary>
    private bool TryZone(out TimeSpan? offset)
    {
        offset = null;
        if (_at == text.Length)
        {
            return true;
        }
        var mark = text.AsSpan(_at).TrimStart(' ');
        if (mark.Equals("UTC", StringComparison.OrdinalIgnoreCase) || mark.Equals("GMT", StringComparison.OrdinalIgnoreCase))
        {
            _at = text.Length;
            offset = TimeSpan.Zero;
            return true;
        }

        // "18:00 +01:00"
        if (mark is ['+' or '-' or 'Z' or 'z', ..])
        {
            _at = text.Length - mark.Length;
        }
        offset = TryTake('Z') || TryTake('z') ? TimeSpan.Zero : ReadOffset();
        return offset is not null;
    }

    private TimeSpan? ReadOffset()
    {
        var isWest = text[_at] == '-';
        if (
            !(TryTake('+') || TryTake('-'))
            || !TryDigits(2, out var hours)
            || !(TryTake(':') || IsDigit())
            || !TryDigits(2, out var minutes)
        )
        {
            return null;
        }
        // No place on earth is further from UTC than 14 hours, and DateTimeOffset holds no more.
        return minutes > 59 || (hours * 60) + minutes > 14 * 60
            ? null
            : new TimeSpan(isWest ? -hours : hours, isWest ? -minutes : minutes, 0);
    }

    private bool TryNumberBefore(char mark, int digits, out int number) => TryDigits(digits, out number) && TryTake(mark);

    private readonly bool IsDigit() => _at < text.Length && char.IsAsciiDigit(text[_at]);

    private bool TryDigits(int count, out int number)
    {
        number = 0;
        for (; count > 0; count--)
        {
            if (!IsDigit())
            {
                return false;
            }
            number = (number * 10) + text[_at++] - '0';
        }

        return true;
    }

    private bool TryTake(char c)
    {
        if (_at == text.Length || text[_at] != c)
        {
            return false;
        }
        _at++;
        return true;
    }

    private Schedule.At? Fail(int at, int length, string message)
    {
        _error = new CronError(message, at + 1, length);
        return null;
    }
}
