using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling;

/// <summary>Reads a schedule back from the text it has in a row, which is its <c>ToString</c>.</summary>
internal static class ScheduleText
{
    public static Schedule Parse(string text)
    {
        if (text.StartsWith("at ", StringComparison.Ordinal) && Schedule.TryParseAt(text[3..], out var at, out _))
        {
            return at;
        }
        if (text.StartsWith("every ", StringComparison.Ordinal) && Schedule.TryParseDays(text[6..], out var days))
        {
            return days;
        }
        if (
            text.StartsWith("every ", StringComparison.Ordinal)
            && Durations.TryParse(text[6..], out var interval)
            && Schedule.TryEvery(interval, out var every, out _)
        )
        {
            return every;
        }
        return CronExpression.TryParse(text, out var expression, out var error)
            ? new Schedule.Cron(expression)
            : throw new FormatException($"no schedule: {text} ({error.Message})");
    }
}
