using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpenClaw.Config.Toml;

/// <summary>Booleans, numbers and dates: everything that is one bare word.</summary>
internal sealed partial class TomlParser
{
    private bool TryScalar([NotNullWhen(true)] out TomlValue? value)
    {
        value = null;
        var start = _pos;
        if (AtEnd || AtLineEnd || Peek is '#' or ',' or ']' or '}')
        {
            return Fail(_pos, 0, AtLineEnd || Peek == '#' ? "a value is missing here" : $"expected a value, found {Show(_pos)}");
        }

        var word = _text.AsSpan(start, ScalarLength());
        if (word.IsEmpty) // a lone carriage return
        {
            return Fail(_pos, 1, $"expected a value, found {Show(_pos)}");
        }

        _pos = start + word.Length;
        var span = Span(start, word.Length);
        value = word switch
        {
            "true" => new TomlBoolean(true, span),
            "false" => new TomlBoolean(false, span),
            "inf" or "+inf" => new TomlFloat(double.PositiveInfinity, span),
            "-inf" => new TomlFloat(double.NegativeInfinity, span),
            "nan" or "+nan" or "-nan" => new TomlFloat(double.NaN, span),
            _ when LooksLikeDate(word) => ReadDate(word, span),
            _ => ReadNumber(word, span),
        };
        if (value is not null)
        {
            return true;
        }
        if (_nesting == 0)
        {
            return false;
        }
        // Inside brackets the structure is still whole: stand in something for the bad word, and go on to find the other errors.
        value = new TomlString(word.ToString(), span);
        return true;
    }

    private int ScalarLength()
    {
        var end = WordEnd(_pos);
        // A space may stand for the T between a date and a time.
        if (
            end - _pos == 10
            && LooksLikeDate(_text.AsSpan(_pos, 10))
            && end + 1 < _text.Length
            && _text[end] == ' '
            && char.IsAsciiDigit(_text[end + 1])
        )
        {
            end = WordEnd(end + 1);
        }
        return end - _pos;
    }

    private int WordEnd(int at)
    {
        while (at < _text.Length && !(_text[at] is ' ' or '\t' or '\r' or '\n' or ',' or ']' or '}' or '#'))
        {
            at++;
        }
        return at;
    }

    private static bool LooksLikeDate(ReadOnlySpan<char> word) =>
        (word.Length >= 5 && word[4] == '-' && AllDigits(word[..4])) || (word.Length >= 3 && word[2] == ':' && AllDigits(word[..2]));

    private static bool AllDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private TomlValue? BadScalar(TomlSpan span, string message)
    {
        Report(span, message);
        return null;
    }

    private TomlValue? ReadNumber(ReadOnlySpan<char> word, TomlSpan span)
    {
        var digits = word[0] is '+' or '-' ? word[1..] : word;
        if (digits.Length > 1 && digits[0] == '0' && digits[1] is 'x' or 'o' or 'b')
        {
            return digits.Length == word.Length
                ? ReadRadix(word, span)
                : BadScalar(span, "a hexadecimal, octal or binary number takes no sign");
        }
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]))
        {
            return BadScalar(span, NotAValue(word));
        }
        var isFloat = digits.ContainsAny('.', 'e', 'E');
        var exponent = digits.IndexOfAny('e', 'E');
        var mantissa = exponent < 0 ? digits : digits[..exponent];
        var dot = mantissa.IndexOf('.');
        var whole = dot < 0 ? mantissa : mantissa[..dot];
        if (whole.Length > 1 && whole[0] == '0')
        {
            return BadScalar(span, $"the number '{Shorten(word)}' begins with a zero it does not need");
        }
        if (
            !AreDigitGroups(whole)
            || (dot >= 0 && !AreDigitGroups(mantissa[(dot + 1)..]))
            || (exponent >= 0 && !IsExponent(digits[(exponent + 1)..]))
        )
        {
            return BadScalar(span, NotAValue(word));
        }

        var bare = word.Contains('_') ? word.ToString().Replace("_", "", StringComparison.Ordinal) : word;
        if (isFloat)
        {
            return new TomlFloat(double.Parse(bare, NumberStyles.Float, CultureInfo.InvariantCulture), span);
        }
        return long.TryParse(bare, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? new TomlInteger(integer, span)
            : BadScalar(span, $"the integer '{Shorten(word)}' does not fit in 64 bits");
    }

    private TomlValue? ReadRadix(ReadOnlySpan<char> word, TomlSpan span)
    {
        var radix = word[1] switch
        {
            'x' => 16,
            'o' => 8,
            _ => 2,
        };
        var digits = word[2..];
        if (digits.IsEmpty || digits[0] == '_' || digits[^1] == '_' || digits.IndexOf("__") >= 0)
        {
            return BadScalar(span, NotAValue(word));
        }
        ulong number = 0;
        foreach (var c in digits)
        {
            if (c == '_')
            {
                continue;
            }
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix)
            {
                return BadScalar(
                    span,
                    $"{(char.IsControl(c) ? "that" : $"'{c}'")} is not a digit of a number that begins with '{word[..2]}'"
                );
            }
            // Checked before the step, so that the sum itself can never wrap.
            if (number > (ulong)(long.MaxValue - digit) / (ulong)radix)
            {
                return BadScalar(span, $"the integer '{Shorten(word)}' does not fit in 64 bits");
            }
            number = (number * (ulong)radix) + (ulong)digit;
        }

        return new TomlInteger((long)number, span);
    }

    /// <summary>Digits, with single underscores between them.</summary>
    private static bool AreDigitGroups(ReadOnlySpan<char> text) =>
        !text.IsEmpty && text[0] != '_' && text[^1] != '_' && text.IndexOf("__") < 0 && text.IndexOfAnyExcept(s_digitsAndUnderscore) < 0;

    private static bool IsExponent(ReadOnlySpan<char> text) => AreDigitGroups(!text.IsEmpty && text[0] is '+' or '-' ? text[1..] : text);

    private TomlValue? ReadDate(ReadOnlySpan<char> word, TomlSpan span)
    {
        var isTimeOnly = word[2] == ':';
        var date = default(DateOnly);
        if (!isTimeOnly)
        {
            if (word.Length < 10 || word[7] != '-' || !AllDigits(word[5..7]) || !AllDigits(word[8..10]))
            {
                return BadScalar(span, $"'{Shorten(word)}' is not a date; write it as 2026-01-31");
            }
            if (!TryDate(word, out date))
            {
                return BadScalar(span, $"there is no day {word[..10]}");
            }
            if (word.Length == 10)
            {
                return new TomlLocalDate(date, span);
            }
            if (word[10] is not ('T' or 't' or ' '))
            {
                return BadScalar(span, $"'{Shorten(word)}' is not a date-time; write it as 2026-01-31T08:00:00Z");
            }
        }

        var rest = isTimeOnly ? word : word[11..];
        if (!TryTime(ref rest, span, out var time))
        {
            return null;
        }
        if (isTimeOnly)
        {
            return rest.IsEmpty ? new TomlLocalTime(time, span) : BadScalar(span, $"'{Shorten(word)}' is not a time; write it as 08:00:00");
        }
        var local = date.ToDateTime(time);
        if (rest.IsEmpty)
        {
            return new TomlLocalDateTime(local, span);
        }
        return TryOffset(rest, out var offset)
            ? new TomlOffsetDateTime(local, offset, span)
            : BadScalar(span, $"'{Shorten(rest)}' is not an offset from UTC; write Z or +02:00");
    }

    private static bool TryDate(ReadOnlySpan<char> word, out DateOnly date)
    {
        int year = Number(word[..4]),
            month = Number(word[5..7]),
            day = Number(word[8..10]);
        var exists = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
        date = exists ? new DateOnly(year, month, day) : default;
        return exists;
    }

    private bool TryTime(ref ReadOnlySpan<char> rest, TomlSpan span, out TimeOnly time)
    {
        time = default;
        if (rest.Length < 5 || rest[2] != ':' || !AllDigits(rest[..2]) || !AllDigits(rest[3..5]))
        {
            return Fail(0, 0, "a time is written as 08:00:00", span);
        }
        int hour = Number(rest[..2]),
            minute = Number(rest[3..5]),
            second = 0;
        long ticks = 0;
        rest = rest[5..];
        if (rest.Length >= 3 && rest[0] == ':' && AllDigits(rest[1..3]))
        {
            second = Number(rest[1..3]);
            rest = rest[3..];
            if (rest.Length > 0 && rest[0] == '.')
            {
                var digits = rest[1..];
                var end = digits.IndexOfAnyExceptInRange('0', '9');
                digits = end < 0 ? digits : digits[..end];
                if (digits.IsEmpty)
                {
                    return Fail(0, 0, "digits are missing after the point of the seconds", span);
                }
                // Finer than a tick (100 ns) is cut off, as the specification allows.
                ticks = Number(digits[..Math.Min(7, digits.Length)]) * (long)Math.Pow(10, 7 - Math.Min(7, digits.Length));
                rest = rest[(1 + digits.Length)..];
            }
        }
        else if (_version == TomlVersion.V1_0 || (rest.Length > 0 && rest[0] == ':'))
        {
            return Fail(0, 0, "a time is written with two digits of seconds, as 08:00:00", span);
        }

        if (hour > 23 || minute > 59 || second > 59)
        {
            return Fail(0, 0, $"there is no time {hour:00}:{minute:00}:{second:00}", span);
        }
        time = new TimeOnly(new TimeSpan(hour, minute, second).Ticks + ticks);
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z")
        {
            return true;
        }
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || !AllDigits(text[1..3]) || !AllDigits(text[4..6]))
        {
            return false;
        }
        int hours = Number(text[1..3]),
            minutes = Number(text[4..6]);
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return hours <= 23 && minutes <= 59;
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private string NotAValue(ReadOnlySpan<char> word)
    {
        var shown = Shorten(word);
        if (word is "True" or "TRUE" or "False" or "FALSE")
        {
            return $"'{shown}' is not a value; write {shown.ToLowerInvariant()}";
        }
        return char.IsAsciiLetter(word[0]) || word[0] is '/' or '~' or '$'
            ? $"'{shown}' is not a value; a string needs quotes"
            : $"'{shown}' is not a value";
    }

    private static string Shorten(ReadOnlySpan<char> word)
    {
        var shown = word.Length > 40 ? $"{word[..40]}..." : word.ToString();
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    private static readonly System.Buffers.SearchValues<char> s_digitsAndUnderscore = System.Buffers.SearchValues.Create("0123456789_");
}
