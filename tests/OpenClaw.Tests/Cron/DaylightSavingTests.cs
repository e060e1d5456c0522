using static OpenClaw.Tests.Cron.Occurrences;

namespace OpenClaw.Tests.Cron;

/// <summary>
/// What happens where the clocks change, worked out by hand. A fixed hour and minute that is skipped is due at the first instant after the
/// gap, and one that comes twice at the first; a star, a range or a step in the minutes or hours follows real time.
/// </summary>
public class DaylightSavingTests
{
    [Theory]
    // Fixed: skipped, just outside the gap, and two that fall together at its end.
    [InlineData("30 2 * * *", "2026-03-28T00:00Z", "2026-03-28T02:30+01:00 2026-03-29T03:00+02:00 2026-03-30T02:30+02:00")]
    [InlineData("0 2 * * *", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00 2026-03-30T02:00+02:00")]
    [InlineData("59 1 * * *", "2026-03-28T12:00Z", "2026-03-29T01:59+01:00 2026-03-30T01:59+02:00")]
    [InlineData("0 3 * * *", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00 2026-03-30T03:00+02:00")]
    [InlineData("15,45 2 * * *", "2026-03-28T12:00Z", "2026-03-29T03:00+02:00 2026-03-30T02:15+02:00")]
    [InlineData(
        "0 1,2,3,4 * * *",
        "2026-03-28T12:00Z",
        "2026-03-29T01:00+01:00 2026-03-29T03:00+02:00 2026-03-29T04:00+02:00 2026-03-30T01:00+02:00"
    )]
    [InlineData("30 2 29 3 *", "2026-01-01T00:00Z", "2026-03-29T03:00+02:00 2027-03-29T02:30+02:00")]
    [InlineData("30 2 * * SUNL", "2026-03-01T00:00Z", "2026-03-29T03:00+02:00 2026-04-26T02:30+02:00")]
    // Fixed: twice on the clock, once for us, from wherever one asks.
    [InlineData("30 2 * * *", "2026-10-24T12:00Z", "2026-10-25T02:30+02:00 2026-10-26T02:30+01:00")]
    [InlineData("30 2 * * *", "2026-10-25T02:45+02:00", "2026-10-26T02:30+01:00")]
    [InlineData("30 2 * * *", "2026-10-25T02:15+01:00", "2026-10-26T02:30+01:00")]
    [InlineData("0 2 * * *", "2026-10-25T02:59:59+02:00", "2026-10-26T02:00+01:00")]
    // The time from which it was set back was not reached the first time.
    [InlineData("0 3 * * *", "2026-10-25T02:30+01:00", "2026-10-25T03:00+01:00 2026-10-26T03:00+01:00")]
    [InlineData("59 2 * * *", "2026-10-25T02:30+01:00", "2026-10-26T02:59+01:00")]
    [InlineData("0 3 * * *", "2026-10-25T02:00+02:00", "2026-10-25T03:00+01:00 2026-10-26T03:00+01:00")]
    [InlineData(
        "0 1,2,3 * * *",
        "2026-10-24T12:00Z",
        "2026-10-25T01:00+02:00 2026-10-25T02:00+02:00 2026-10-25T03:00+01:00 2026-10-26T01:00+01:00"
    )]
    // Stars, steps and ranges: what the clock shows.
    [InlineData("*/30 * * * *", "2026-03-29T00:29Z", "2026-03-29T01:30+01:00 2026-03-29T03:00+02:00 2026-03-29T03:30+02:00")]
    [InlineData("0 */2 * * *", "2026-03-28T22:00Z", "2026-03-29T00:00+01:00 2026-03-29T04:00+02:00 2026-03-29T06:00+02:00")]
    [InlineData("30 1-3 * * *", "2026-03-28T12:00Z", "2026-03-29T01:30+01:00 2026-03-29T03:30+02:00 2026-03-30T01:30+02:00")]
    [InlineData("30 2-2 * * *", "2026-03-28T12:00Z", "2026-03-30T02:30+02:00")]
    [InlineData("*/15 2 * * *", "2026-03-28T12:00Z", "2026-03-30T02:00+02:00")]
    [InlineData("30 * * * *", "2026-10-24T23:40Z", "2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00")]
    [InlineData(
        "30 2-3 * * *",
        "2026-10-24T12:00Z",
        "2026-10-25T02:30+02:00 2026-10-25T02:30+01:00 2026-10-25T03:30+01:00 2026-10-26T02:30+01:00"
    )]
    [InlineData(
        "*/30 2 * * *",
        "2026-10-24T12:00Z",
        "2026-10-25T02:00+02:00 2026-10-25T02:30+02:00 2026-10-25T02:00+01:00 2026-10-25T02:30+01:00 2026-10-26T02:00+01:00"
    )]
    // Seconds do not make it a star: hour and minute are fixed.
    [InlineData("*/20 30 2 * * *", "2026-03-28T12:00Z", "2026-03-29T03:00:00+02:00 2026-03-30T02:30:00+02:00 2026-03-30T02:30:20+02:00")]
    [InlineData("*/30 30 2 * * *", "2026-10-24T12:00Z", "2026-10-25T02:30:00+02:00 2026-10-25T02:30:30+02:00 2026-10-26T02:30:00+01:00")]
    [InlineData("* 59 * * * *", "2026-03-29T00:59:58Z", "2026-03-29T01:59:59+01:00 2026-03-29T03:59:00+02:00")]
    public void Amsterdam_AnHourAtTwo(string expression, string after, string expected) =>
        AssertNext(expected, expression, "Europe/Amsterdam", after);

    [Theory]
    [InlineData("30 2 * * *", "2026-03-07T12:00Z", "2026-03-08T03:00-04:00 2026-03-09T02:30-04:00")]
    [InlineData("30 1 * * *", "2026-10-31T12:00Z", "2026-11-01T01:30-04:00 2026-11-02T01:30-05:00")]
    [InlineData("0 1 * * *", "2026-11-01T01:00-04:00", "2026-11-02T01:00-05:00")]
    [InlineData("0 * * * *", "2026-11-01T04:30Z", "2026-11-01T01:00-04:00 2026-11-01T01:00-05:00 2026-11-01T02:00-05:00")]
    [InlineData("*/20 1-3 * * *", "2026-03-08T06:30Z", "2026-03-08T01:40-05:00 2026-03-08T03:00-04:00 2026-03-08T03:20-04:00")]
    public void NewYork_AnHourAtTwo(string expression, string after, string expected) =>
        AssertNext(expected, expression, "America/New_York", after);

    [Theory]
    // Back from 02:00 to 01:30, and in October on from 02:00 to 02:30.
    [InlineData("45 1 * * *", "2026-04-04T00:00Z", "2026-04-05T01:45+11:00 2026-04-06T01:45+10:30")]
    [InlineData("15 1 * * *", "2026-04-04T00:00Z", "2026-04-05T01:15+11:00 2026-04-06T01:15+10:30")]
    [InlineData(
        "*/15 * * * *",
        "2026-04-04T14:30Z",
        "2026-04-05T01:45+11:00 2026-04-05T01:30+10:30 2026-04-05T01:45+10:30 2026-04-05T02:00+10:30"
    )]
    [InlineData("15 2 * * *", "2026-10-03T00:00Z", "2026-10-04T02:30+11:00 2026-10-05T02:15+11:00")]
    [InlineData("45 2 * * *", "2026-10-03T00:00Z", "2026-10-04T02:45+11:00 2026-10-05T02:45+11:00")]
    [InlineData("15 * * * *", "2026-10-03T14:00Z", "2026-10-04T01:15+10:30 2026-10-04T03:15+11:00")]
    public void LordHowe_HalfAnHour(string expression, string after, string expected) =>
        AssertNext(expected, expression, "Australia/Lord_Howe", after);

    [Theory]
    // The day of 2018-11-04 began at 01:00; on 2018-02-17 the last hour came twice.
    [InlineData("0 0 * * *", "2018-11-03T12:00Z", "2018-11-04T01:00-02:00 2018-11-05T00:00-02:00")]
    [InlineData("0 0 4 11 *", "2018-11-03T12:00Z", "2018-11-04T01:00-02:00 2019-11-04T00:00-03:00")]
    [InlineData("@hourly", "2018-11-04T01:30Z", "2018-11-03T23:00-03:00 2018-11-04T01:00-02:00")]
    [InlineData("30 23 * * *", "2018-02-17T12:00Z", "2018-02-17T23:30-02:00 2018-02-18T23:30-03:00")]
    [InlineData("30 23 * * SAT", "2018-02-18T01:31Z", "2018-02-24T23:30-03:00")]
    [InlineData("0 0 * * *", "2018-02-18T01:30Z", "2018-02-18T00:00-03:00 2018-02-19T00:00-03:00")]
    [InlineData(
        "*/30 23 * * *",
        "2018-02-17T12:00Z",
        "2018-02-17T23:00-02:00 2018-02-17T23:30-02:00 2018-02-17T23:00-03:00 2018-02-17T23:30-03:00 2018-02-18T23:00-03:00"
    )]
    public void SaoPaulo_Midnight(string expression, string after, string expected) =>
        AssertNext(expected, expression, "America/Sao_Paulo", after);

    [Theory]
    [InlineData("Asia/Beirut", "30 0 * * *", "2026-03-28T12:00Z", "2026-03-29T01:00+03:00 2026-03-30T00:30+03:00")]
    [InlineData("Asia/Beirut", "30 23 * * *", "2026-10-24T12:00Z", "2026-10-24T23:30+03:00 2026-10-25T23:30+02:00")]
    [InlineData("Africa/Cairo", "0 0 * * FRI", "2026-04-20T12:00Z", "2026-04-24T01:00+03:00 2026-05-01T00:00+03:00")]
    [InlineData("Africa/Cairo", "0 0 * * *", "2026-10-29T12:00Z", "2026-10-30T00:00+02:00 2026-10-31T00:00+02:00")]
    [InlineData("Africa/Cairo", "0 0 * * *", "2026-10-29T21:30Z", "2026-10-30T00:00+02:00 2026-10-31T00:00+02:00")]
    [InlineData(
        "Africa/Cairo",
        "0-10/5 23 * * *",
        "2026-10-29T20:06Z",
        "2026-10-29T23:10+03:00 2026-10-29T23:00+02:00 2026-10-29T23:05+02:00"
    )]
    // In Havana it is the first hour that comes twice, midnight and all.
    [InlineData("America/Havana", "0 0 * * *", "2026-03-07T12:00Z", "2026-03-08T01:00-04:00 2026-03-09T00:00-04:00")]
    [InlineData("America/Havana", "0 0 * * *", "2026-10-31T12:00Z", "2026-11-01T00:00-04:00 2026-11-02T00:00-05:00")]
    [InlineData(
        "America/Havana",
        "0 0-1 * * *",
        "2026-10-31T12:00Z",
        "2026-11-01T00:00-04:00 2026-11-01T00:00-05:00 2026-11-01T01:00-05:00"
    )]
    public void OthersAtMidnight(string zone, string expression, string after, string expected) =>
        AssertNext(expected, expression, zone, after);

    [Theory]
    // After 2011-12-29 came 2011-12-31.
    [InlineData("0 8 * * *", "2011-12-28T20:00Z", "2011-12-29T08:00-10:00 2011-12-31T00:00+14:00 2011-12-31T08:00+14:00")]
    [InlineData("0 8 30 12 *", "2011-01-01T00:00Z", "2011-12-31T00:00+14:00 2012-12-30T08:00+14:00")]
    [InlineData("0 8 30 * *", "2011-12-01T00:00Z", "2011-12-31T00:00+14:00 2012-01-30T08:00+14:00")]
    [InlineData(
        "0 */8 * * *",
        "2011-12-29T12:00Z",
        "2011-12-29T08:00-10:00 2011-12-29T16:00-10:00 2011-12-31T00:00+14:00 2011-12-31T08:00+14:00"
    )]
    [InlineData("0 */8 30 * *", "2011-12-02T00:00Z", "2012-01-30T00:00+14:00")]
    public void Apia_ADayThatWasNot(string expression, string after, string expected) =>
        AssertNext(expected, expression, "Pacific/Apia", after);

    [Theory]
    // For good, and not as daylight saving: fifteen minutes in 1986.
    [InlineData("Asia/Kathmandu", "10 0 * * *", "1985-12-31T00:00Z", "1986-01-01T00:15+05:45 1986-01-02T00:10+05:45")]
    [InlineData("Asia/Kathmandu", "*/10 * * * *", "1985-12-31T18:15Z", "1985-12-31T23:50+05:30 1986-01-01T00:20+05:45")]
    [InlineData("Asia/Kathmandu", "0 12 * * *", "2026-01-01T00:00Z", "2026-01-01T12:00+05:45")]
    // Set back for Ramadan.
    [InlineData("Africa/Casablanca", "30 2 * * *", "2026-02-14T12:00Z", "2026-02-15T02:30+01:00 2026-02-16T02:30+00:00")]
    [InlineData("Africa/Casablanca", "30 2 * * *", "2026-03-21T12:00Z", "2026-03-22T03:00+01:00 2026-03-23T02:30+01:00")]
    [InlineData(
        "Africa/Casablanca",
        "0 * * * *",
        "2026-02-15T00:30Z",
        "2026-02-15T02:00+01:00 2026-02-15T02:00+00:00 2026-02-15T03:00+00:00"
    )]
    // Winter time is the deviation there, not summer time.
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-03-28T12:00Z", "2026-03-29T02:00+01:00 2026-03-30T01:30+01:00")]
    [InlineData("Europe/Dublin", "30 1 * * *", "2026-10-24T12:00Z", "2026-10-25T01:30+01:00 2026-10-26T01:30+00:00")]
    public void OtherReasonsToChange(string zone, string expression, string after, string expected) =>
        AssertNext(expected, expression, zone, after);

    [Fact]
    public void Havana_OnlyEverInTheGap_EndsWithNull() => AssertNext("end", "*/5 0 * 3 SUN#2", "America/Havana", "2026-01-01T00:00Z");
}
