using System.Globalization;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Tests.Cron;

/// <summary>The first few occurrences of a schedule as one line of text, so that a table of them can be read.</summary>
internal static class Occurrences
{
    private const string Format = "yyyy-MM-ddTHH:mm:sszzz";

    public static CronExpression Expression(string text) =>
        CronExpression.TryParse(text, out var expression, out var error) ? expression : throw new ArgumentException($"{text}: {error}");

    public static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);

    /// <summary>As many as are expected, in the form they are expected in: with seconds where a table writes them. An "end" is where no
    /// more come.</summary>
    public static void AssertNext(string expected, Schedule schedule, string zone, string after)
    {
        var wanted = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = At(after);
        var seen = new List<string>();
        while (seen.Count < wanted.Length)
        {
            if (schedule.Next(at, Zone(zone)) is not { } next)
            {
                seen.Add("end");
                break;
            }

            Assert.True(next > at, $"{next:o} is not later than {at:o}");
            seen.Add(next.ToString(wanted[seen.Count].Length > 22 ? Format : "yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture));
            at = next;
        }

        Assert.Equal(wanted, seen);
    }

    public static void AssertNext(string expected, string expression, string zone, string after) =>
        AssertNext(expected, new Schedule.Cron(Expression(expression)), zone, after);
}
