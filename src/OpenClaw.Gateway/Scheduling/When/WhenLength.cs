namespace OpenClaw.Scheduling.When;

/// <summary>A length of time, added up part by part: whole days and months are the calendar's, all else is exact.</summary>
internal sealed class WhenLength
{
    private const long MostDays = 36_500;
    private const long MostSeconds = MostDays * 86_400;

    public TimeSpan Span { get; private set; }

    public long Days { get; private set; }

    public int Months { get; private set; }

    /// <summary>Nothing was said.</summary>
    public bool IsEmpty { get; private set; } = true;

    public bool IsOfDays => Days > 0 || Months > 0;

    public bool IsTooLong => Days > MostDays || Months > 1200 || Span > TimeSpan.FromSeconds(MostSeconds);

    /// <returns>Why it cannot be added; null when it was.</returns>
    public string? Add(decimal count, char unit)
    {
        IsEmpty = false;
        if (count > 10_000_000)
        {
            return "that is too long";
        }
        var isWhole = count == decimal.Truncate(count);
        switch (unit)
        {
            case 'M' when !isWhole:
                return $"how long is {count} months? Write it in weeks or days";
            case 'M':
                Months += (int)count;
                break;
            case 'd' or 'w' when isWhole:
                Days += (long)count * (unit == 'w' ? 7 : 1);
                break;
            default:
                if (count * SecondsOf(unit) > MostSeconds)
                {
                    return "that is too long";
                }
                Span += Of(count, unit);
                break;
        }
        return null;
    }

    /// <summary>In whole seconds.</summary>
    public static TimeSpan Of(decimal count, char unit) => TimeSpan.FromSeconds((long)Math.Round(count * SecondsOf(unit)));

    private static int SecondsOf(char unit) =>
        unit switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => 604_800,
        };
}
