namespace OpenClaw.Scheduling.When;

/// <summary>Takes a phrase about time apart: <c>9:30pm</c> is a time and a word, <c>1h30m</c> two numbers and two words.</summary>
internal static class WhenScanner
{
    /// <summary>Null when there is a character that no such phrase has; <paramref name="complaint"/> names it.</summary>
    public static List<WhenToken>? Scan(string text, out string? complaint)
    {
        var tokens = new List<WhenToken>();
        complaint = null;
        for (var at = 0; at < text.Length; )
        {
            var c = text[at];
            if (char.IsWhiteSpace(c) || c is ',' or ';')
            {
                at++;
            }
            else if (char.IsAsciiDigit(c))
            {
                tokens.Add(Digits(text, ref at));
            }
            else if (char.IsLetter(c))
            {
                var end = at;
                while (end < text.Length && (char.IsLetter(text[end]) || text[end] is '\'' or '’'))
                {
                    end++;
                }
                tokens.Add(new WhenToken(WhenKind.Word, text[at..end].ToLowerInvariant().Replace('’', '\'')));
                at = end;
            }
            else
            {
                complaint = $"cannot read '{c}' in it";
                return null;
            }
        }

        tokens.Add(WhenToken.End);
        return tokens;
    }

    private static WhenToken Digits(string text, ref int at)
    {
        var start = at;
        var number = Number(text, ref at);
        if (at - start == 4 && TryPart(text, '-', ref at, out var month) && TryPart(text, '-', ref at, out var day))
        {
            return new(WhenKind.Date, text[start..at], number, month, day);
        }
        if (at - start <= 2 && TryPart(text, ':', ref at, out var minute))
        {
            return new(WhenKind.Time, text[start..at], number, minute);
        }
        if (
            text.Length >= at + 2
            && text.AsSpan(at, 2) is "st" or "nd" or "rd" or "th" or "ST" or "ND" or "RD" or "TH"
            && (text.Length == at + 2 || !char.IsLetter(text[at + 2]))
        )
        {
            at += 2;
            return new(WhenKind.Ordinal, text[start..at], number);
        }

        if (TryFraction(text, ref at))
        {
            return new(WhenKind.Decimal, text[start..at]);
        }
        return new(WhenKind.Number, text[start..at], number);
    }

    private static bool TryFraction(string text, ref int at)
    {
        if (at + 1 >= text.Length || text[at] != '.' || !char.IsAsciiDigit(text[at + 1]))
        {
            return false;
        }
        for (at++; at < text.Length && char.IsAsciiDigit(text[at]); )
        {
            at++;
        }
        return true;
    }

    private static bool TryPart(string text, char mark, ref int at, out int number)
    {
        number = 0;
        if (at + 2 >= text.Length || text[at] != mark || !char.IsAsciiDigit(text[at + 1]) || !char.IsAsciiDigit(text[at + 2]))
        {
            return false;
        }
        var from = at + 1;
        number = Number(text, ref from);
        at = from;
        return true;
    }

    private static int Number(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
        // More digits than a time has: too large for any check that follows, and no overflow.
        return at - start > 8 ? int.MaxValue : int.Parse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
