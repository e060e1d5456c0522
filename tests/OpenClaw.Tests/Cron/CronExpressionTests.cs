using OpenClaw.Foundation.Schedules;
using static OpenClaw.Tests.Cron.Occurrences;

namespace OpenClaw.Tests.Cron;

public class CronExpressionTests
{
    [Theory]
    // Minutes and hours.
    [InlineData("*/20 * * * *", "2026-01-01", "2026-01-01T00:20 2026-01-01T00:40 2026-01-01T01:00")]
    [InlineData("5/25 0 * * *", "2026-01-01", "2026-01-01T00:05 2026-01-01T00:30 2026-01-01T00:55 2026-01-02T00:05")]
    [InlineData("7-9/2 3 * * *", "2026-01-01", "2026-01-01T03:07 2026-01-01T03:09 2026-01-02T03:07")]
    [InlineData("7-7/2 3 * * *", "2026-01-01", "2026-01-01T03:07 2026-01-02T03:07")]
    [InlineData("0 22-2 * * *", "2026-01-01T00:30", "2026-01-01T01:00 2026-01-01T02:00 2026-01-01T22:00 2026-01-01T23:00 2026-01-02T00:00")]
    [InlineData("0 22-2/2 * * *", "2026-01-01T02:30", "2026-01-01T22:00 2026-01-02T00:00 2026-01-02T02:00")]
    [InlineData("59,1 23,0 * * *", "2026-01-01", "2026-01-01T00:01 2026-01-01T00:59 2026-01-01T23:01 2026-01-01T23:59")]
    [InlineData("  0\t8  *\t* * ", "2026-01-01", "2026-01-01T08:00")]
    // Days and months.
    [InlineData("0 0 31 * *", "2026-01-31", "2026-03-31T00:00 2026-05-31T00:00 2026-07-31T00:00 2026-08-31T00:00")]
    [InlineData("0 0 29 2 *", "2096-02-29", "2104-02-29T00:00")]
    [InlineData("0 0 1 nov-Feb *", "2026-01-01", "2026-02-01T00:00 2026-11-01T00:00 2026-12-01T00:00 2027-01-01T00:00")]
    [InlineData("0 0 1 */5 *", "2026-01-01", "2026-06-01T00:00 2026-11-01T00:00 2027-01-01T00:00")]
    [InlineData("0 0 30-2 * *", "2026-02-01T12:00", "2026-02-02T00:00 2026-03-01T00:00 2026-03-02T00:00 2026-03-30T00:00")]
    // Days of the week: 2026-01-01 is a Thursday.
    [InlineData("0 0 * * fri-Mon", "2026-01-01", "2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-05T00:00 2026-01-09T00:00")]
    [InlineData("0 0 * * FRI-MON/2", "2026-01-01", "2026-01-02T00:00 2026-01-04T00:00 2026-01-09T00:00")]
    [InlineData("0 0 * * 7", "2026-01-01", "2026-01-04T00:00 2026-01-11T00:00")]
    [InlineData("0 0 * * 0", "2026-01-01", "2026-01-04T00:00 2026-01-11T00:00")]
    [InlineData("0 0 * * 5-7", "2026-01-01", "2026-01-02T00:00 2026-01-03T00:00 2026-01-04T00:00 2026-01-09T00:00")]
    [InlineData("0 0 * * 7-1", "2026-01-01", "2026-01-04T00:00 2026-01-05T00:00 2026-01-11T00:00")]
    [InlineData("0 0 * * 0-7/3", "2026-01-01", "2026-01-03T00:00 2026-01-04T00:00 2026-01-07T00:00")]
    [InlineData("0 0 * * TUE/2", "2026-01-01", "2026-01-03T00:00 2026-01-06T00:00 2026-01-08T00:00")]
    // Either of the two, unless one of them is any day.
    [InlineData("0 0 13 * FRI", "2026-02-01", "2026-02-06T00:00 2026-02-13T00:00 2026-02-20T00:00 2026-02-27T00:00 2026-03-06T00:00")]
    [InlineData(
        "0 0 29 2 MON",
        "2027-02-01",
        "2027-02-08T00:00 2027-02-15T00:00 2027-02-22T00:00 2028-02-07T00:00 2028-02-14T00:00 2028-02-21T00:00 2028-02-28T00:00 2028-02-29T00:00"
    )]
    [InlineData("0 0 30 2 MON", "2027-02-20", "2027-02-22T00:00 2028-02-07T00:00")]
    [InlineData("0 0 ? * FRI", "2026-01-01", "2026-01-02T00:00 2026-01-09T00:00")]
    [InlineData("0 0 13 * ?", "2026-01-01", "2026-01-13T00:00 2026-02-13T00:00")]
    [InlineData("0 0 13 * */1", "2026-01-01", "2026-01-13T00:00 2026-02-13T00:00")]
    [InlineData("0 0 5,* * FRI", "2026-01-01", "2026-01-02T00:00 2026-01-09T00:00")]
    [InlineData(
        "0 0 */15 * FRI",
        "2026-01-01",
        "2026-01-02T00:00 2026-01-09T00:00 2026-01-16T00:00 2026-01-23T00:00 2026-01-30T00:00 2026-01-31T00:00"
    )]
    // The last days of a month.
    [InlineData("0 0 L * *", "2028-01-01", "2028-01-31T00:00 2028-02-29T00:00 2028-03-31T00:00 2028-04-30T00:00")]
    [InlineData("0 0 l-3 * *", "2026-01-01", "2026-01-28T00:00 2026-02-25T00:00 2026-03-28T00:00")]
    [InlineData("0 0 L-29 * *", "2026-01-03", "2026-03-02T00:00 2026-04-01T00:00 2026-05-02T00:00")]
    [InlineData("0 0 1,L * *", "2026-01-01", "2026-01-31T00:00 2026-02-01T00:00 2026-02-28T00:00")]
    [InlineData("0 0 * * 5L", "2026-01-01", "2026-01-30T00:00 2026-02-27T00:00 2026-03-27T00:00")]
    [InlineData("0 0 * * FRI#L", "2026-01-01", "2026-01-30T00:00 2026-02-27T00:00 2026-03-27T00:00")]
    [InlineData("0 0 * * fril", "2026-01-01", "2026-01-30T00:00 2026-02-27T00:00 2026-03-27T00:00")]
    [InlineData("0 0 * * 7L,SATL", "2026-01-01", "2026-01-25T00:00 2026-01-31T00:00 2026-02-22T00:00")]
    // The weekday nearest to a day: 2026-08-15 is a Saturday, 2026-08-01 too, 2026-05-31 a Sunday, 2026-03-01 too.
    [InlineData("0 0 15W * *", "2026-07-01", "2026-07-15T00:00 2026-08-14T00:00 2026-09-15T00:00")]
    [InlineData(
        "0 0 1w * *",
        "2026-02-02",
        "2026-03-02T00:00 2026-04-01T00:00 2026-05-01T00:00 2026-06-01T00:00 2026-07-01T00:00 2026-08-03T00:00"
    )]
    [InlineData("0 0 31W * *", "2026-04-01", "2026-05-29T00:00 2026-07-31T00:00")]
    [InlineData(
        "0 0 LW * *",
        "2026-04-01",
        "2026-04-30T00:00 2026-05-29T00:00 2026-06-30T00:00 2026-07-31T00:00 2026-08-31T00:00 2026-09-30T00:00 2026-10-30T00:00"
    )]
    [InlineData("0 0 1W,15 * *", "2026-08-01", "2026-08-03T00:00 2026-08-15T00:00 2026-09-01T00:00")]
    // The second Friday.
    [InlineData("0 0 * * FRI#2", "2026-01-01", "2026-01-09T00:00 2026-02-13T00:00 2026-03-13T00:00")]
    [InlineData("0 0 * * 7#1,1#5", "2026-01-01", "2026-01-04T00:00 2026-02-01T00:00 2026-03-01T00:00 2026-03-30T00:00 2026-04-05T00:00")]
    [InlineData("0 0 * 2 SUN#5", "2004-03-01", "2032-02-29T00:00 2060-02-29T00:00 2088-02-29T00:00 2128-02-29T00:00")]
    // Forms in a list, beside the other day field; one of them in no month that there is.
    [InlineData(
        "0 0 L,15W,l * MON#1",
        "2026-07-01",
        "2026-07-06T00:00 2026-07-15T00:00 2026-07-31T00:00 2026-08-03T00:00 2026-08-14T00:00 2026-08-31T00:00"
    )]
    [InlineData("0 0 L-30,L 4 *", "2026-01-01", "2026-04-30T00:00 2027-04-30T00:00")]
    // Short forms.
    [InlineData("@yearly", "2026-01-01", "2027-01-01T00:00 2028-01-01T00:00")]
    [InlineData("@Annually", "2026-01-01", "2027-01-01T00:00")]
    [InlineData("@monthly", "2026-01-01", "2026-02-01T00:00 2026-03-01T00:00")]
    [InlineData("@weekly", "2026-01-01", "2026-01-04T00:00 2026-01-11T00:00")]
    [InlineData("@daily", "2026-01-01", "2026-01-02T00:00 2026-01-03T00:00")]
    [InlineData(" @midnight ", "2026-01-01", "2026-01-02T00:00")]
    [InlineData("@hourly", "2026-01-01", "2026-01-01T01:00 2026-01-01T02:00")]
    public void Next_InUtc_IsAsTheTableSays(string expression, string after, string expected) =>
        AssertNext(string.Join(' ', expected.Split(' ').Select(at => at + "+00:00")), expression, "UTC", after);

    [Theory]
    [InlineData("*/25 * * * * *", "2026-01-01T00:00:30", "2026-01-01T00:00:50+00:00 2026-01-01T00:01:00+00:00 2026-01-01T00:01:25+00:00")]
    [InlineData("30 59 23 L * ?", "2026-01-01", "2026-01-31T23:59:30+00:00 2026-02-28T23:59:30+00:00")]
    [InlineData("59 59 23 31 12 *", "2026-12-31T23:59:58", "2026-12-31T23:59:59+00:00 2027-12-31T23:59:59+00:00")]
    public void Next_WithSeconds_IsAsTheTableSays(string expression, string after, string expected) =>
        AssertNext(expected, expression, "UTC", after);

    [Fact]
    public void Next_AfterATickBefore_IsTheVeryNextTick()
    {
        var due = At("2026-01-01T08:00");
        var daily = Expression("0 8 * * *");

        Assert.Equal(due, daily.Next(due.AddTicks(-1), TimeZoneInfo.Utc));
        Assert.Equal(due.AddDays(1), daily.Next(due, TimeZoneInfo.Utc));
        Assert.Equal(due.AddDays(1), daily.Next(due.AddTicks(1), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Next_AfterAnInstantOfAnotherOffset_IsToldInTheZone()
    {
        var next = Expression("0 8 * * *").Next(At("2026-07-01T23:30:00-05:00"), Zone("Europe/Amsterdam"));

        Assert.Equal(At("2026-07-02T08:00:00+02:00"), next);
        Assert.Equal(TimeSpan.FromHours(2), next!.Value.Offset);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("Pacific/Niue")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    public void Next_AtBothEndsOfTheCalendar_EndsWithNull(string id)
    {
        string[] expressions = ["* * * * * *", "0 0 * * *", "@yearly", "59 59 23 31 12 *", "0 0 29 2 *"];
        foreach (var expression in expressions.Select(Expression))
        {
            Assert.Null(expression.Next(DateTimeOffset.MaxValue, Zone(id)));
            Assert.InRange(expression.Next(DateTimeOffset.MinValue, Zone(id))!.Value, At("0001-01-01"), At("0004-03-01"));
            DateTimeOffset? at = DateTimeOffset.MaxValue.AddDays(-370);
            for (var count = 0; count < 1000 && at is { } last; count++)
            {
                at = expression.Next(last, Zone(id));
                Assert.True(at is null || at > last);
            }
        }
    }

    [Fact]
    public void Next_LastOfTheCalendar_IsFoundAndThenNoMore()
    {
        AssertNext("9999-12-31T23:59:59+00:00 end", "59 59 23 31 12 *", "UTC", "9998-12-31T23:59:59");
        // West of Greenwich the year 10000 of UTC begins before midnight.
        AssertNext("9998-12-31T23:59:59-11:00 end", "59 59 23 31 12 *", "Pacific/Niue", "9998-12-31T23:59:59");
    }

    [Theory]
    [InlineData("0 8 * * *", "2026-01-01T08:00:00", true)]
    [InlineData("0 8 * * *", "2026-01-01T08:00:01", false)]
    [InlineData("0 8 * * *", "2026-01-01T08:00:00.0000001", false)]
    [InlineData("* * * * * *", "2026-01-01T08:00:01", true)]
    [InlineData("0 0 * * FRI#2", "2026-01-09T00:00:00", true)]
    [InlineData("0 0 * * FRI#2", "2026-01-02T00:00:00", false)]
    [InlineData("0 0 * JAN *", "2026-02-02T00:00:00", false)]
    public void Matches_SaysWhetherATimeIsNamed(string expression, string wall, bool expected) =>
        Assert.Equal(expected, Expression(expression).Matches(DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Equality_IsOfWhatIsWritten()
    {
        Assert.Equal(Expression("0 8 * * MON"), Expression("0 8 * * MON"));
        Assert.Equal(Expression("0 8 * * MON").GetHashCode(), Expression("0 8 * * MON").GetHashCode());
        Assert.NotEqual(Expression("0 8 * * MON"), Expression("0 8 * * 1"));
        Assert.Equal(new Schedule.Cron(Expression("@daily")), new Schedule.Cron(Expression("@daily")));
        Assert.Equal(" @Daily", Expression(" @Daily").ToString());
    }
}
