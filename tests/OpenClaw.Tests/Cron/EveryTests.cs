using OpenClaw.Foundation.Schedules;
using static OpenClaw.Tests.Cron.Occurrences;

namespace OpenClaw.Tests.Cron;

public class EveryTests
{
    [Theory]
    [InlineData("00:15:00", "UTC", "2026-01-01T00:07Z", "2026-01-01T00:15+00:00 2026-01-01T00:30+00:00")]
    [InlineData("00:00:01", "UTC", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:01+00:00 2026-01-01T00:00:02+00:00")]
    // Does not divide the day: the last step is short.
    [InlineData(
        "07:00:00",
        "UTC",
        "2026-01-01T13:00Z",
        "2026-01-01T14:00+00:00 2026-01-01T21:00+00:00 2026-01-02T00:00+00:00 2026-01-02T07:00+00:00"
    )]
    [InlineData("23:59:59", "UTC", "2026-01-01T00:00Z", "2026-01-01T23:59:59+00:00 2026-01-02T00:00:00+00:00 2026-01-02T23:59:59+00:00")]
    [InlineData("01:00:00", "Asia/Kathmandu", "2026-01-01T00:00Z", "2026-01-01T06:00+05:45 2026-01-01T07:00+05:45")]
    // 23 hours and 25 hours: a stopwatch, not the wall.
    [InlineData(
        "06:00:00",
        "Europe/Amsterdam",
        "2026-03-28T22:00Z",
        "2026-03-29T00:00+01:00 2026-03-29T07:00+02:00 2026-03-29T13:00+02:00 2026-03-29T19:00+02:00 2026-03-30T00:00+02:00"
    )]
    [InlineData(
        "06:00:00",
        "Europe/Amsterdam",
        "2026-10-25T12:30Z",
        "2026-10-25T17:00+01:00 2026-10-25T23:00+01:00 2026-10-26T00:00+01:00 2026-10-26T06:00+01:00"
    )]
    [InlineData(
        "00:45:00",
        "Europe/Amsterdam",
        "2026-10-24T23:30Z",
        "2026-10-25T02:15+02:00 2026-10-25T02:00+01:00 2026-10-25T02:45+01:00 2026-10-25T03:30+01:00"
    )]
    // Midnight is skipped, comes late, comes twice.
    [InlineData(
        "10:00:00",
        "America/Sao_Paulo",
        "2018-11-03T12:00Z",
        "2018-11-03T10:00-03:00 2018-11-03T20:00-03:00 2018-11-04T01:00-02:00 2018-11-04T11:00-02:00"
    )]
    [InlineData("10:00:00", "Africa/Cairo", "2026-10-29T12:00Z", "2026-10-29T20:00+03:00 2026-10-30T00:00+02:00 2026-10-30T10:00+02:00")]
    [InlineData(
        "00:40:00",
        "America/Havana",
        "2026-11-01T03:50Z",
        "2026-11-01T00:00-04:00 2026-11-01T00:40-04:00 2026-11-01T00:20-05:00 2026-11-01T01:00-05:00"
    )]
    [InlineData(
        "18:00:00",
        "Pacific/Apia",
        "2011-12-29T12:00Z",
        "2011-12-29T18:00-10:00 2011-12-31T00:00+14:00 2011-12-31T18:00+14:00 2012-01-01T00:00+14:00"
    )]
    // Whole days: the calendar. 2026-01-01 is day 20,454 since 1970.
    [InlineData(
        "1.00:00:00",
        "Europe/Amsterdam",
        "2026-10-24T12:00Z",
        "2026-10-25T00:00+02:00 2026-10-26T00:00+01:00 2026-10-27T00:00+01:00"
    )]
    [InlineData("1.00:00:00", "America/Sao_Paulo", "2018-11-03T12:00Z", "2018-11-04T01:00-02:00 2018-11-05T00:00-02:00")]
    [InlineData("2.00:00:00", "UTC", "2026-01-01T00:00Z", "2026-01-03T00:00+00:00 2026-01-05T00:00+00:00")]
    [InlineData("7.00:00:00", "UTC", "2026-01-01T00:00Z", "2026-01-08T00:00+00:00 2026-01-15T00:00+00:00")]
    [InlineData(
        "3.00:00:00",
        "UTC",
        "1969-12-25T00:00Z",
        "1969-12-26T00:00+00:00 1969-12-29T00:00+00:00 1970-01-01T00:00+00:00 1970-01-04T00:00+00:00"
    )]
    [InlineData("10000000.00:00:00", "UTC", "2026-01-01T00:00Z", "end")]
    public void Next_CountsFromMidnight(string interval, string zone, string after, string expected) =>
        AssertNext(expected, new Schedule.Every(TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture)), zone, after);

    [Theory]
    [InlineData("UTC")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Niue")]
    public void Next_AtBothEndsOfTheCalendar_EndsWithNull(string id)
    {
        TimeSpan[] intervals = [TimeSpan.FromSeconds(1), TimeSpan.FromHours(7), TimeSpan.FromDays(1), TimeSpan.FromDays(30)];
        foreach (var every in intervals.Select(interval => new Schedule.Every(interval)))
        {
            Assert.Null(every.Next(DateTimeOffset.MaxValue, Zone(id)));
            // The zones of the west are still in the year 0 when UTC begins.
            Assert.True(every.Next(DateTimeOffset.MinValue.AddDays(1), Zone(id)) > DateTimeOffset.MinValue.AddDays(1));
            _ = every.Next(DateTimeOffset.MinValue, Zone(id));
        }
    }

    [Theory]
    [InlineData("00:00:00", "an interval of 0s is too short; the shortest is 1s")]
    [InlineData("-00:00:05", "an interval of -5s is too short; the shortest is 1s")]
    [InlineData("00:00:00.5", "an interval of 500ms is too short; the shortest is 1s")]
    [InlineData("00:00:02.5", "an interval of 2500ms is not in whole seconds; write 2s")]
    [InlineData("1.12:00:00", "an interval of 36h is longer than a day and not in whole days; write 1d or 2d, or a cron expression")]
    [InlineData("24.00:01:00", "an interval of 34561m is longer than a day and not in whole days; write 24d or 25d, or a cron expression")]
    public void TryEvery_IntervalThatCannotBe_SaysWhy(string interval, string expected)
    {
        var span = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture);

        Assert.False(Schedule.TryEvery(span, out var every, out var error));
        Assert.Null(every);
        Assert.Equal(expected, error);
        Assert.Contains(expected, Assert.Throws<ArgumentOutOfRangeException>(() => new Schedule.Every(span)).Message);
    }

    [Theory]
    [InlineData("00:00:01", "every 1s")]
    [InlineData("00:15:00", "every 15m")]
    [InlineData("01:30:00", "every 90m")]
    [InlineData("1.00:00:00", "every 1d")]
    public void TryEvery_Interval_IsKeptAndShown(string interval, string expected)
    {
        var span = TimeSpan.Parse(interval, System.Globalization.CultureInfo.InvariantCulture);

        Assert.True(Schedule.TryEvery(span, out var every, out _));
        Assert.Equal(new Schedule.Every(span), every);
        Assert.Equal(expected, every.ToString());
    }
}
