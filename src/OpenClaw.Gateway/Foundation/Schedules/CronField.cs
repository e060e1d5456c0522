namespace OpenClaw.Foundation.Schedules;

/// <summary>What one field of an expression may hold. A name stands for the value at its place, counted from
/// <paramref name="Min"/>.</summary>
/// <param name="Name">With its article, for messages.</param>
/// <param name="Size">How many values there are before they repeat. Sunday is both 0 and 7, so the days of the week are 7 and not
/// 8.</param>
internal sealed record CronField(string Name, int Min, int Max, int Size, string[] Names)
{
    public static readonly CronField Second = new("a second", 0, 59, 60, []);
    public static readonly CronField Minute = new("a minute", 0, 59, 60, []);
    public static readonly CronField Hour = new("an hour", 0, 23, 24, []);
    public static readonly CronField DayOfMonth = new("a day of the month", 1, 31, 31, []);
    public static readonly CronField Month = new(
        "a month",
        1,
        12,
        12,
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    );
    public static readonly CronField DayOfWeek = new("a day of the week", 0, 7, 7, ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]);

    /// <summary>The fields as they are written; an expression of five begins at the minute.</summary>
    public static readonly CronField[] All = [Second, Minute, Hour, DayOfMonth, Month, DayOfWeek];

    /// <summary>What may be written, for messages.</summary>
    public string Range => Names.Length == 0 ? $"{Min}-{Max}" : $"{Min}-{Max} or {Names[0]}-{Names[^1]}";

    /// <summary>The value that a number or a name means; -1 when it means none here.</summary>
    public int ValueOf(ReadOnlySpan<char> word)
    {
        var number = Number(word);
        if (number >= 0)
        {
            return number >= Min && number <= Max ? number : -1;
        }
        for (var i = 0; i < Names.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(word, Names[i]))
            {
                return Min + i;
            }
        }
        return -1;
    }

    /// <summary>A number written in digits; -1 for anything else.</summary>
    public static int Number(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word.ContainsAnyExceptInRange('0', '9'))
        {
            return -1;
        }
        var number = 0;
        foreach (var digit in word)
        {
            // Held down, so that a thousand digits are too many and not a wrapped-around something.
            number = Math.Min((number * 10) + digit - '0', 1000);
        }
        return number;
    }
}
