namespace OpenClaw.Foundation.Schedules;

/// <summary>
/// Reads one field: a list of items with commas between, each of them <c>*</c>, a value or a range, with or without a step, or one of the
/// forms that only a day field has. Stops at the first mistake.
/// </summary>
internal ref struct CronFieldReader(string text, CronField kind, int start, int end, CronFieldSet set)
{
    private const string HowTo = "a list is written 1,2, a range 1-5 and a step */5";

    private int _at = start;

    public CronError? Error { get; private set; }

    private readonly bool IsDayOfMonth => kind == CronField.DayOfMonth;

    private readonly bool IsDayOfWeek => kind == CronField.DayOfWeek;

    public bool TryRead()
    {
        var isRead = TryItem();
        while (isRead && _at < end)
        {
            isRead = TryTake(',') && TryItem();
        }
        return isRead;
    }

    private bool TryItem()
    {
        var from = _at;
        bool isRead;
        if (TryTake('*') || ((IsDayOfMonth || IsDayOfWeek) && TryTake('?')))
        {
            set.Repeats = true;
            isRead = TryStep(kind.Min, kind.Min + kind.Size - 1, isStar: true);
        }
        else if (IsDayOfMonth && Peek() is ['L' or 'l', ..] or [.., 'W' or 'w'])
        {
            isRead = TryDateForm();
        }
        else if (IsDayOfWeek && Peek() is [.., 'L' or 'l'])
        {
            isRead = TryLastWeekday();
        }
        else
        {
            isRead = TryValues();
        }
        return isRead
            && (_at == end || text[_at] == ',' || Fail(_at, 1, $"{Quote(_at, 1)} cannot follow {Quote(from, _at - from)}; {HowTo}"));
    }

    /// <summary><c>a</c>, <c>a-b</c>, either with a step, or <c>a#n</c> and <c>a#L</c>.</summary>
    private bool TryValues()
    {
        if (!TryValue(out var first))
        {
            return false;
        }
        if (IsDayOfWeek && TryTake('#'))
        {
            return TryNth(first % 7);
        }
        if (!TryTake('-'))
        {
            return TryStep(first, null);
        }
        set.Repeats = true;
        return TryValue(out var last) && TryStep(first, last);
    }

    /// <param name="last">Null for a single value: with a step it goes on to the end, so 5/15 is 5-59/15.</param>
    private bool TryStep(int first, int? last, bool isStar = false)
    {
        var step = 1;
        if (TryTake('/'))
        {
            if (!TryNumber(1, kind.Size, "a step", out step))
            {
                return false;
            }
            last ??= kind.Min + kind.Size - 1;
            set.Repeats = true;
        }

        set.IsAny |= isStar && step == 1;
        // A range that ends before it begins goes on from the start: 22-2 is 22, 23, 0, 1, 2, and FRI-MON needs no second thought.
        var length = (last ?? first) - first;
        length += length < 0 ? kind.Size : 0;
        for (var i = 0; i <= length; i += step)
        {
            set.Add(((first + i - kind.Min) % kind.Size) + kind.Min);
        }
        return true;
    }

    /// <summary><c>L</c>, <c>L-3</c>, <c>LW</c> or <c>15W</c>.</summary>
    private bool TryDateForm()
    {
        var from = _at;
        var word = Peek();
        _at += word.Length;
        if (word.Length == 1 && word[0] is 'W' or 'w')
        {
            return Fail(from, 1, $"{Quote(from, 1)} needs a day beside it; write 15W, or LW for the last weekday of the month");
        }
        if (word.Length == 1)
        {
            var before = 0;
            if (TryTake('-') && !TryNumber(1, 30, "a number of days before the last", out before))
            {
                return false;
            }
            set.AddForm(before == 0 ? "L" : $"L-{before}");
            return true;
        }

        if (word is ['L' or 'l', 'W' or 'w'])
        {
            set.AddForm("LW");
            return true;
        }

        var day = word[^1] is 'W' or 'w' ? kind.ValueOf(word[..^1]) : -1;
        if (day < 0)
        {
            return Fail(
                from,
                word.Length,
                $"{Quote(from, word.Length)} is not {kind.Name}; write {kind.Range}, 1W to 31W, L, L-1 to L-30 or LW"
            );
        }
        set.AddForm($"{day}W");
        return true;
    }

    /// <summary><c>5L</c> or <c>FRIL</c>.</summary>
    private bool TryLastWeekday()
    {
        var from = _at;
        var word = Peek();
        _at += word.Length;
        if (word.Length == 1)
        {
            return Fail(from, 1, $"{Quote(from, 1)} needs a day before it; write 5L or FRIL for the last Friday of the month");
        }
        var day = kind.ValueOf(word[..^1]);
        if (day < 0)
        {
            return Fail(
                from,
                word.Length,
                $"{Quote(from, word.Length)} is not {kind.Name}; write {kind.Range}, or FRIL for the last Friday of the month"
            );
        }
        set.AddForm($"{day % 7}L");
        return true;
    }

    private bool TryNth(int day)
    {
        // croner writes the last one like this.
        if (Peek() is ['L' or 'l'])
        {
            _at++;
            set.AddForm($"{day}L");
            return true;
        }

        if (!TryNumber(1, 5, "a week of the month", out var nth))
        {
            return false;
        }
        set.AddForm($"{day}#{nth}");
        return true;
    }

    private bool TryValue(out int value)
    {
        var word = Peek();
        value = kind.ValueOf(word);
        if (value < 0)
        {
            return word.IsEmpty
                ? Missing(kind.Name, kind.Range)
                : Fail(_at, word.Length, $"{Quote(_at, word.Length)} is not {kind.Name}; write {kind.Range}");
        }
        _at += word.Length;
        return true;
    }

    private bool TryNumber(int min, int max, string name, out int number)
    {
        var word = Peek();
        number = CronField.Number(word);
        if (number < min || number > max)
        {
            return word.IsEmpty
                ? Missing(name, $"{min}-{max}")
                : Fail(_at, word.Length, $"{Quote(_at, word.Length)} is not {name} here; write {min}-{max}");
        }
        _at += word.Length;
        return true;
    }

    /// <summary>The letters and digits that come next.</summary>
    private readonly ReadOnlySpan<char> Peek()
    {
        var length = 0;
        while (_at + length < end && char.IsLetterOrDigit(text[_at + length]))
        {
            length++;
        }
        return text.AsSpan(_at, length);
    }

    private bool TryTake(char c)
    {
        if (_at == end || text[_at] != c)
        {
            return false;
        }
        _at++;
        return true;
    }

    private bool Missing(string name, string range)
    {
        if (_at == end)
        {
            return Fail(_at, 0, $"{name} is missing after {Quote(_at - 1, 1)}; write {range}");
        }
        if (text[_at] == '?')
        {
            return Fail(_at, 1, "'?' is any day and belongs in a day field; write * here");
        }
        return Fail(_at, 1, $"{name} is missing before {Quote(_at, 1)}; write {range}");
    }

    private bool Fail(int at, int length, string message)
    {
        Error = new CronError(message, at + 1, length);
        return false;
    }

    private readonly string Quote(int at, int length) =>
        // Half a character would be shown as a broken one.
        CronError.Quote(text.AsSpan(at, length == 1 && char.IsHighSurrogate(text[at]) && at + 1 < end ? 2 : length));
}
