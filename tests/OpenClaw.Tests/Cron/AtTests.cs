using OpenClaw.Foundation.Schedules;
using static OpenClaw.Tests.Cron.Occurrences;

namespace OpenClaw.Tests.Cron;

public class AtTests
{
    [Theory]
    [InlineData("2026-12-24T18:00", "2026-12-24T18:00+01:00 end")]
    [InlineData("2026-12-24 18:00", "2026-12-24T18:00+01:00 end")]
    [InlineData("2026-12-24t18:00:30", "2026-12-24T18:00:30+01:00 end")]
    // An instant is one in every zone.
    [InlineData("2026-12-24T18:00:00Z", "2026-12-24T19:00+01:00 end")]
    [InlineData("2026-12-24T18:00-05:30", "2026-12-25T00:30+01:00 end")]
    [InlineData("2026-12-24T18:00:00+14:00", "2026-12-24T05:00+01:00 end")]
    // Skipped, twice, twice and said which.
    [InlineData("2026-03-29T02:30", "2026-03-29T03:00+02:00 end")]
    [InlineData("2026-10-25T02:30", "2026-10-25T02:30+02:00 end")]
    [InlineData("2026-10-25T02:30+01:00", "2026-10-25T02:30+01:00 end")]
    [InlineData("2028-02-29T00:00", "2028-02-29T00:00+01:00 end")]
    // Past.
    [InlineData("2025-12-24T18:00", "end")]
    [InlineData("2026-01-01T00:00", "end")]
    [InlineData("0001-01-01T00:00", "end")]
    public void Next_ComesOnce(string text, string expected)
    {
        Assert.True(Schedule.TryParseAt(text, out var at, out var error), error?.ToString());
        AssertNext(expected, at, "Europe/Amsterdam", "2026-01-01T00:00+01:00");
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59", "Pacific/Niue")]
    [InlineData("9999-12-31T23:59:59Z", "Pacific/Kiritimati")]
    [InlineData("0001-01-01T00:00:00", "Pacific/Kiritimati")]
    [InlineData("0001-01-01T00:00:00Z", "Pacific/Niue")]
    public void Next_OutsideTheCalendarOfTheZone_IsNull(string text, string zone)
    {
        Assert.True(Schedule.TryParseAt(text, out var at, out _));
        Assert.Null(at.Next(DateTimeOffset.MinValue, Zone(zone)));
    }

    [Theory]
    [InlineData("", 1, 0, "'' is not a day and a time; write them as 2026-12-24T18:00")]
    [InlineData("tomorrow", 1, 8, "'tomorrow' is not a day and a time; write them as 2026-12-24T18:00")]
    [InlineData("24.12.2026 18:00", 1, 16, "'24.12.2026 18:00' is not a day and a time; write them as 2026-12-24T18:00")]
    [InlineData("2026-1-1T18:00", 1, 14, "'2026-1-1T18:00' is not a day and a time; write them as 2026-12-24T18:00")]
    [InlineData("2026-12-241T18:00", 1, 17, "'2026-12-241T18:00' is not a day and a time; write them as 2026-12-24T18:00")]
    [InlineData("2026-02-29T18:00", 1, 10, "there is no day 2026-02-29")]
    [InlineData("2026-13-01T18:00", 1, 10, "there is no day 2026-13-01")]
    [InlineData("0000-01-01T18:00", 1, 10, "there is no day 0000-01-01")]
    [InlineData("2026-12-24", 11, 0, "'2026-12-24' has no time of day; write 2026-12-24T18:00")]
    [InlineData("2026-12-24T", 11, 1, "'T' is not a time of day; write T18:00 or T18:00:30 after the day")]
    [InlineData("2026-12-24 6pm", 11, 4, "' 6pm' is not a time of day; write T18:00 or T18:00:30 after the day")]
    [InlineData("2026-12-24T18", 11, 3, "'T18' is not a time of day; write T18:00 or T18:00:30 after the day")]
    [InlineData("2026-12-24T18:00:", 12, 6, "'18:00:' is not a time of day; write 18:00 or 18:00:30")]
    [InlineData("2026-12-24T24:00", 12, 5, "there is no time 24:00")]
    [InlineData("2026-12-24T18:60", 12, 5, "there is no time 18:60")]
    [InlineData("2026-12-31T23:59:60Z", 12, 8, "there is no time 23:59:60")]
    [InlineData("2026-12-24T18:00:00.", 12, 9, "'18:00:00.' is not a time of day; write 18:00 or 18:00:30")]
    [InlineData("2026-12-24T18:00+1", 17, 2, "'+1' cannot follow the time; write nothing, or an offset from UTC such as Z or +02:00")]
    [InlineData(
        "2026-12-24T18:00+15:00",
        17,
        6,
        "'+15:00' cannot follow the time; write nothing, or an offset from UTC such as Z or +02:00"
    )]
    [InlineData("2026-12-24T18:00 CET", 17, 4, "' CET' cannot follow the time; write nothing, or an offset from UTC such as Z or +02:00")]
    [InlineData("2026-12-24T18:00Z ", 17, 2, "'Z ' cannot follow the time; write nothing, or an offset from UTC such as Z or +02:00")]
    [InlineData("9999-12-31T23:00-02:00", 1, 22, "'9999-12-31T23:00-02:00' lies outside the years 1 to 9999 in UTC")]
    public void TryParseAt_BadText_SaysWhatAndWhere(string text, int column, int length, string message)
    {
        Assert.False(Schedule.TryParseAt(text, out var at, out var error));
        Assert.Null(at);
        Assert.Equal(new CronError(message, column, length), error);
    }

    [Theory]
    [InlineData("2026-12-24T18:00", "at 2026-12-24 18:00:00")]
    [InlineData("2026-12-24 18:00:30Z", "at 2026-12-24 18:00:30Z")]
    [InlineData("2026-12-24 18:00-05:30", "at 2026-12-24 18:00:00-05:30")]
    public void ToString_IsReadable(string text, string expected)
    {
        Assert.True(Schedule.TryParseAt(text, out var at, out _));
        Assert.Equal(expected, at.ToString());
    }
}
