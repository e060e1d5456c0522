namespace OpenClaw.Scheduling.When;

/// <summary>The words that phrases about time are made of.</summary>
internal static class WhenWords
{
    private static readonly IReadOnlySet<string> s_weekdays = WordList.Set(
        """
        sun mon tue tues wed thu thur thurs fri sat
        sunday monday tuesday wednesday thursday friday saturday
        """
    );

    private static readonly string[] s_days = CultureInfo.InvariantCulture.DateTimeFormat.DayNames;
    private static readonly string[] s_months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    private static readonly IReadOnlyDictionary<string, int> s_numbers = new Dictionary<string, int>
    {
        ["a"] = 1,
        ["an"] = 1,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["fifteen"] = 15,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["ninety"] = 90,
    };

    /// <summary>Said between the parts, and without a meaning of its own.</summary>
    private static readonly IReadOnlySet<string> s_fillers = new[] { "on", "at", "the", "of", "and", "o'clock", "in", "t" }.ToHashSet();

    public static bool IsFiller(WhenToken token) => token.Kind == WhenKind.Word && s_fillers.Contains(token.Text);

    /// <summary>Also the plural, as in "every Mon and Thursdays".</summary>
    public static DayOfWeek? Weekday(WhenToken token)
    {
        var word = s_weekdays.Contains(token.Text) ? token.Text : token.Text.TrimEnd('s');
        return token.Kind == WhenKind.Word && s_weekdays.Contains(word)
            ? (DayOfWeek)Array.FindIndex(s_days, day => day.StartsWith(word[..3], StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>1 to 12, for a whole name or at least three letters of it.</summary>
    public static int? Month(WhenToken token)
    {
        if (token.Kind != WhenKind.Word || token.Text.Length < 3)
        {
            return null;
        }
        var index = Array.FindIndex(s_months, month => month.StartsWith(token.Text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index + 1;
    }

    public static int? Count(WhenToken token) =>
        token.Kind == WhenKind.Number ? token.A
        : token.Kind == WhenKind.Word && s_numbers.TryGetValue(token.Text, out var number) ? number
        : null;

    /// <summary>The same, and <c>1.5</c> too; null for what is larger than any time.</summary>
    public static decimal? Amount(WhenToken token) =>
        token.Kind != WhenKind.Decimal ? Count(token)
        : decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
        : null;

    /// <summary><c>s m h d w M</c>, or null.</summary>
    public static char? Unit(WhenToken token) =>
        token.Kind != WhenKind.Word
            ? null
            : token.Text switch
            {
                "s" or "sec" or "secs" or "second" or "seconds" => 's',
                "m" or "min" or "mins" or "minute" or "minutes" => 'm',
                "h" or "hr" or "hrs" or "hour" or "hours" => 'h',
                "d" or "day" or "days" => 'd',
                "w" or "week" or "weeks" => 'w',
                "month" or "months" => 'M',
                _ => null,
            };
}
