namespace OpenClaw.Config.Toml;

/// <summary>Reads dates and times. Tomlyn's reading goes by the zone of the machine, and refuses years near 1 and fractions of more than
/// seven digits.</summary>
internal static class TomlTimes
{
    public static bool IsLike(ReadOnlySpan<char> word) =>
        (word.Length >= 5 && Has(word[..5], "0000-")) || (word.Length >= 3 && Has(word[..3], "00:"));

    /// <summary>The value; null, and an error, when there is none.</summary>
    public static TomlValue? Read(string word, TomlSpan span, out string? error)
    {
        var date = default(DateOnly);
        var hasDate = word.Length < 3 || word[2] != ':';
        if (hasDate)
        {
            if (word.Length < 10 || !Has(word.AsSpan(0, 10), "0000-00-00"))
            {
                return Fail(out error, $"'{TomlWords.Shorten(word)}' is not a date; write it as 2026-01-31");
            }
            if (!DateOnly.TryParseExact(word.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
            {
                return Fail(out error, $"there is no day {word[..10]}");
            }
            if (word.Length == 10)
            {
                error = null;
                return new TomlLocalDate(date, span);
            }
            if (word[10] is not ('T' or 't' or ' '))
            {
                return Fail(out error, $"'{TomlWords.Shorten(word)}' is not a date-time; write it as 2026-01-31T08:00:00Z");
            }
        }

        var rest = word.AsSpan(hasDate ? 11 : 0);
        var end = rest.IndexOfAnyExcept("0123456789:.");
        var zone = end < 0 ? "" : rest[end..];
        error = TimeFault(rest[..(rest.Length - zone.Length)], out var time);
        if (error is not null)
        {
            return null;
        }
        if (!hasDate)
        {
            return zone.IsEmpty
                ? new TomlLocalTime(time, span)
                : Fail(out error, $"'{TomlWords.Shorten(word)}' is not a time; write it as 08:00:00");
        }
        if (zone.IsEmpty)
        {
            return new TomlLocalDateTime(date.ToDateTime(time), span);
        }
        return TryOffset(zone, out var offset)
            ? new TomlOffsetDateTime(date.ToDateTime(time), offset, span)
            : Fail(out error, $"'{TomlWords.Shorten(zone)}' is not an offset from UTC; write Z or +02:00");
    }

    private static string? TimeFault(ReadOnlySpan<char> clock, out TimeOnly time)
    {
        time = default;
        if (clock.Length < 5 || !Has(clock[..5], "00:00"))
        {
            return "a time is written as 08:00:00";
        }
        if (clock.Length > 5 && (clock.Length < 8 || !Has(clock[5..8], ":00")))
        {
            return "a time is written with two digits of seconds, as 08:00:00";
        }
        var seconds = clock.Length > 5 ? clock[..8] : $"{clock}:00";
        var fraction = clock.Length > 8 ? clock[9..] : "0";
        if (clock.Length > 8 && (clock[8] != '.' || fraction.IsEmpty || fraction.ContainsAnyExceptInRange('0', '9')))
        {
            return "digits are missing after the point of the seconds";
        }
        // Finer than a tick (100 ns) is cut off, as the specification allows.
        var ticks = long.Parse(fraction[..Math.Min(7, fraction.Length)].ToString().PadRight(7, '0'), CultureInfo.InvariantCulture);
        if (!TimeOnly.TryParseExact(seconds, "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out time))
        {
            return $"there is no time {seconds}";
        }
        time = time.Add(new TimeSpan(ticks));
        return null;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z" or "z")
        {
            return true;
        }
        var isRead = text is ['+' or '-', ..] && TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out offset);
        offset = text is ['-', ..] ? -offset : offset;
        return isRead;
    }

    /// <summary>A zero in the shape is any digit.</summary>
    private static bool Has(ReadOnlySpan<char> text, string shape)
    {
        var fits = text.Length == shape.Length;
        for (var i = 0; fits && i < shape.Length; i++)
        {
            fits = shape[i] == '0' ? char.IsAsciiDigit(text[i]) : text[i] == shape[i];
        }
        return fits;
    }

    private static TomlValue? Fail(out string? error, string message)
    {
        error = message;
        return null;
    }
}
