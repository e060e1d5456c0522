namespace OpenClaw.Scheduling.When;

/// <summary>The days of a time that comes again, gathered word by word.</summary>
/// <param name="began">The word it began with: "every", "daily", "weekly", "weekdays".</param>
internal sealed class WhenDays(string began)
{
    public static readonly int[] WorkingDays = [1, 2, 3, 4, 5];

    /// <summary>0 is Sunday.</summary>
    public SortedSet<int> Weekdays { get; } = [.. began == "weekdays" ? WorkingDays : []];

    /// <summary>The day of the month as cron writes it.</summary>
    public string? Day { get; set; }

    public int? Month { get; set; }

    public TimeOnly? Time { get; set; }

    public bool IsDaily { get; set; } = began is "daily";

    /// <summary>Of what a day has to be named: "week", "month", "year".</summary>
    public string? Needs { get; set; } =
        began switch
        {
            "weekly" => "week",
            "monthly" => "month",
            "yearly" => "year",
            _ => null,
        };

    public bool IsNamed => Weekdays.Count > 0 || Day is not null;

    /// <summary>What is to be said before it is a time; null when its days are told.</summary>
    public string? WhatIsMissing =>
        Weekdays.Count > 0 && Day is not null ? "a day of the week and a day of the month are two reminders"
        : !IsNamed && Needs is { } needed ? $"on which day of the {needed}? Write for example: {ExampleOf(needed)}"
        : Needs == "year" && Month is null ? $"in which month? Write for example: {ExampleOf("year")}"
        : !IsNamed && !IsDaily ? $"every what? {WhenReader.Examples}"
        : null;

    public string ExpressionAt(TimeOnly hour)
    {
        var month = Month?.ToString(CultureInfo.InvariantCulture) ?? "*";
        var weekdays = Weekdays.Count == 0 ? "*" : string.Join(',', Weekdays);
        return string.Create(CultureInfo.InvariantCulture, $"{hour.Minute} {hour.Hour} {Day ?? "*"} {month} {weekdays}");
    }

    private static string ExampleOf(string needed) =>
        needed switch
        {
            "week" => "every Monday at 9:00",
            "month" => "every month on the 1st at 9:00",
            _ => "every year on December 24 at 9:00",
        };
}
