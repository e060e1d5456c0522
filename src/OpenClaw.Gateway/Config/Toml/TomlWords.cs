namespace OpenClaw.Config.Toml;

/// <summary>Says why a bare word is no value.</summary>
internal static class TomlWords
{
    public static string TooLong(ReadOnlySpan<char> word) => $"the integer '{Shorten(word)}' does not fit in 64 bits";

    /// <summary>The beginning of a word, without what a terminal would act on.</summary>
    public static string Shorten(ReadOnlySpan<char> word)
    {
        var shown = word.Length > 40 ? $"{word[..40]}..." : word.ToString();
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }

    public static string Fault(ReadOnlySpan<char> word)
    {
        if (TomlTimes.IsLike(word) && TomlTimes.Read(word.ToString(), default, out var error) is null)
        {
            return error!;
        }
        var digits = word[0] is '+' or '-' ? word[1..] : word;
        if (digits is ['0', 'x' or 'o' or 'b', ..])
        {
            return digits.Length < word.Length ? "a hexadecimal, octal or binary number takes no sign" : Radix(word);
        }
        var whole = digits.IndexOfAny('.', 'e', 'E') is var end and >= 0 ? digits[..end] : digits;
        if (whole is ['0', _, ..] && !whole.ContainsAnyExcept("0123456789_"))
        {
            return $"the number '{Shorten(word)}' begins with a zero it does not need";
        }
        var isWhole = whole.Length == digits.Length && whole is [not '_', ..] and [.., not '_'] && whole.IndexOf("__") < 0;
        return isWhole && !whole.ContainsAnyExcept("0123456789_") ? TooLong(word) : NoValue(word);
    }

    private static string Radix(ReadOnlySpan<char> word)
    {
        var allowed = word[1] switch
        {
            'x' => "0123456789abcdefABCDEF_",
            'o' => "01234567_",
            _ => "01_",
        };
        var strange = word[2..].IndexOfAnyExcept(allowed);
        return strange < 0
            ? NoValue(word)
            : $"'{Shorten(word.Slice(2 + strange, 1))}' is not a digit of a number that begins with '{word[..2]}'";
    }

    private static string NoValue(ReadOnlySpan<char> word)
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
}
