using System.Globalization;
using OpenClaw.Scheduling;
using OpenClaw.Scheduling.When;

namespace OpenClaw.Tests.Scheduling.When;

/// <summary>What people and models write, on Monday 2026-01-05 at 08:00 in UTC, which is nine in the morning in Amsterdam.</summary>
public class WhenReaderTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeZoneInfo s_amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    [Theory]
    [InlineData("in 20 minutes", "2026-01-05 09:20")]
    [InlineData("In 20 min.", "2026-01-05 09:20")]
    [InlineData("20 minutes", "2026-01-05 09:20")]
    [InlineData("20m", "2026-01-05 09:20")]
    [InlineData("in 1h30m", "2026-01-05 10:30")]
    [InlineData("in 1 hour and 30 minutes", "2026-01-05 10:30")]
    [InlineData("in an hour", "2026-01-05 10:00")]
    [InlineData("in half an hour", "2026-01-05 09:30")]
    [InlineData("in two hours from now", "2026-01-05 11:00")]
    [InlineData("in 90 seconds", "2026-01-05 09:01:30")]
    [InlineData("in 3 days", "2026-01-08 09:00")]
    [InlineData("in 3 days at 18:00", "2026-01-08 18:00")]
    [InlineData("in a week", "2026-01-12 09:00")]
    [InlineData("in 2 months", "2026-03-05 09:00")]
    [InlineData("at 18:00", "2026-01-05 18:00")]
    [InlineData("18:00", "2026-01-05 18:00")]
    [InlineData("at 6pm", "2026-01-05 18:00")]
    [InlineData("at 6 p.m.", "2026-01-05 18:00")]
    [InlineData("6:30 PM", "2026-01-05 18:30")]
    [InlineData("at noon", "2026-01-05 12:00")]
    [InlineData("today at 17", "2026-01-05 17:00")]
    [InlineData("tonight at 8", "2026-01-05 20:00")]
    [InlineData("tomorrow at 9", "2026-01-06 09:00")]
    [InlineData("tomorrow at 9am", "2026-01-06 09:00")]
    [InlineData("tomorrow morning at 9", "2026-01-06 09:00")]
    [InlineData("tomorrow evening at 8", "2026-01-06 20:00")]
    [InlineData("9:00 tomorrow", "2026-01-06 09:00")]
    [InlineData("tomorrow at midnight", "2026-01-06 00:00")]
    [InlineData("tomorrow at 12am", "2026-01-06 00:00")]
    [InlineData("the day after tomorrow at 7:30", "2026-01-07 07:30")]
    [InlineData("on Friday at 9:30", "2026-01-09 09:30")]
    [InlineData("Fri 9:30", "2026-01-09 09:30")]
    [InlineData("next Friday at 9", "2026-01-09 09:00")]
    [InlineData("on Monday at 9:30", "2026-01-05 09:30")]
    [InlineData("on Monday at 8:30", "2026-01-12 08:30")]
    [InlineData("next Monday at 10", "2026-01-12 10:00")]
    [InlineData("2026-12-24 18:00", "2026-12-24 18:00")]
    [InlineData("2026-12-24T18:00", "2026-12-24 18:00")]
    [InlineData("2026-12-24T18:00Z", "2026-12-24 19:00")]
    [InlineData("on 2026-12-24 at 6pm", "2026-12-24 18:00")]
    [InlineData("24 December at 18:00", "2026-12-24 18:00")]
    [InlineData("December 24th, 18:00", "2026-12-24 18:00")]
    [InlineData("on the 24th of December 2027 at 18:00", "2027-12-24 18:00")]
    [InlineData("on the 24th at 9", "2026-01-24 09:00")]
    [InlineData("on the 31st at 9", "2026-01-31 09:00")]
    [InlineData("on the 2nd at 9", "2026-02-02 09:00")]
    [InlineData("1 jan at 0:30", "2027-01-01 00:30")]
    [InlineData("29 February at 9", "2028-02-29 09:00")]
    [InlineData("2026-12-01T09:00:00.000Z", "2026-12-01 10:00")]
    [InlineData("2026-12-01T09:00:00.123456789+02:00", "2026-12-01 08:00")]
    [InlineData("2026-12-01T09:00:00+0200", "2026-12-01 08:00")]
    [InlineData("2026-12-01 09:00 UTC", "2026-12-01 10:00")]
    [InlineData("2026-12-01 09:00:00 +01:00", "2026-12-01 09:00")]
    [InlineData("2026-12-01T09:00:00.5", "2026-12-01 09:00")]
    [InlineData("in 1.5 hours", "2026-01-05 10:30")]
    [InlineData("1.5h", "2026-01-05 10:30")]
    [InlineData("in 0.5 minutes", "2026-01-05 09:00:30")]
    [InlineData("in 1.5 days", "2026-01-06 21:00")]
    [InlineData("in 1.5 weeks", "2026-01-15 21:00")]
    // Clocks there go forward at two in the night of the 29th of March.
    [InlineData("2026-03-29 02:30", "2026-03-29 03:00")]
    public void Once_IsUnderstood(string text, string local)
    {
        var time = Read(text);

        Assert.False(time.Repeats);
        Assert.Equal(DateTime.Parse(local, CultureInfo.InvariantCulture), Local(time.Schedule.Next(s_now, s_amsterdam)!.Value));
        Assert.Null(time.Schedule.Next(time.Schedule.Next(s_now, s_amsterdam)!.Value, s_amsterdam));
        Assert.Equal(time.Schedule, ScheduleText.Parse(time.Schedule.ToString()!));
    }

    [Theory]
    [InlineData("every Monday at 9", "0 9 * * 1", "2026-01-12 09:00")]
    [InlineData("every Monday and Thursday at 9:15", "15 9 * * 1,4", "2026-01-05 09:15")]
    [InlineData("every Mon, Wed, Fri at 7pm", "0 19 * * 1,3,5", "2026-01-05 19:00")]
    [InlineData("every Monday morning at 9", "0 9 * * 1", "2026-01-12 09:00")]
    [InlineData("at 9 every Monday", null, null)]
    [InlineData("every day at 8", "0 8 * * *", "2026-01-06 08:00")]
    [InlineData("daily at 8:00", "0 8 * * *", "2026-01-06 08:00")]
    [InlineData("each day at noon", "0 12 * * *", "2026-01-05 12:00")]
    [InlineData("every evening at 8", "0 20 * * *", "2026-01-05 20:00")]
    [InlineData("every morning at 7:30", "30 7 * * *", "2026-01-06 07:30")]
    [InlineData("every weekday at 7:30", "30 7 * * 1,2,3,4,5", "2026-01-06 07:30")]
    [InlineData("every weekend at 10", "0 10 * * 0,6", "2026-01-10 10:00")]
    [InlineData("weekly on Friday at 16:00", "0 16 * * 5", "2026-01-09 16:00")]
    [InlineData("every week on Friday at 16:00", "0 16 * * 5", "2026-01-09 16:00")]
    [InlineData("every 15 minutes", "every 15m", "2026-01-05 09:15")]
    [InlineData("every hour", "every 1h", "2026-01-05 10:00")]
    [InlineData("hourly", "every 1h", "2026-01-05 10:00")]
    [InlineData("every 2 hours", "every 2h", "2026-01-05 10:00")]
    [InlineData("every 1 day at 8", "0 8 * * *", "2026-01-06 08:00")]
    [InlineData("every 1.5 hours", "every 90m", "2026-01-05 10:30")]
    [InlineData("every other Monday at 9", "every 14d from 2026-01-12 09:00", "2026-01-12 09:00")]
    [InlineData("every other Wednesday morning at 9:15", "every 14d from 2026-01-07 09:15", "2026-01-07 09:15")]
    [InlineData("every 2 weeks on Monday at 10", "every 14d from 2026-01-05 10:00", "2026-01-05 10:00")]
    [InlineData("every two weeks on Friday at 16:00", "every 14d from 2026-01-09 16:00", "2026-01-09 16:00")]
    [InlineData("every other week on Friday at 16:00", "every 14d from 2026-01-09 16:00", "2026-01-09 16:00")]
    [InlineData("every 2 weeks at 10", "every 14d from 2026-01-05 10:00", "2026-01-05 10:00")]
    [InlineData("every 2 weeks at 8", "every 14d from 2026-01-19 08:00", "2026-01-19 08:00")]
    [InlineData("every other day at 8", "every 2d from 2026-01-06 08:00", "2026-01-06 08:00")]
    [InlineData("every 3 days at noon", "every 3d from 2026-01-05 12:00", "2026-01-05 12:00")]
    [InlineData("every month on the 1st at 9", "0 9 1 * *", "2026-02-01 09:00")]
    [InlineData("monthly on the 15th at 9", "0 9 15 * *", "2026-01-15 09:00")]
    [InlineData("every month on the last day at 18:00", "0 18 L * *", "2026-01-31 18:00")]
    [InlineData("every year on December 24 at 18:00", "0 18 24 12 *", "2026-12-24 18:00")]
    [InlineData("every 24 December at 18:00", "0 18 24 12 *", "2026-12-24 18:00")]
    [InlineData("0 9 * * 1-5", "0 9 * * 1-5", "2026-01-06 09:00")]
    [InlineData("*/30 * * * *", "*/30 * * * *", "2026-01-05 09:30")]
    [InlineData("@daily", "@daily", "2026-01-06 00:00")]
    public void Again_IsUnderstood(string text, string? schedule, string? local)
    {
        if (schedule is null)
        {
            // What comes again begins with the word that says so.
            Assert.Contains("what does 'every' mean there", Complaint(text));
            return;
        }

        var time = Read(text);

        Assert.True(time.Repeats);
        Assert.Equal(schedule, time.Schedule.ToString());
        Assert.Equal(DateTime.Parse(local!, CultureInfo.InvariantCulture), Local(time.Schedule.Next(s_now, s_amsterdam)!.Value));
        Assert.Equal(time.Schedule, ScheduleText.Parse(time.Schedule.ToString()!));
    }

    [Theory]
    [InlineData("", "when? write for example: in 20 minutes")]
    [InlineData("soon", "what does 'soon' mean there?")]
    [InlineData("in a bit", "in how long?")]
    [InlineData("in 0 minutes", "that is now")]
    [InlineData("in 99999999999 years", "in how long?")]
    [InlineData("in 999999999 weeks", "that is too long")]
    [InlineData("in 9999999.5 weeks", "that is too long")]
    [InlineData("tomorrow", "at what time? Write it behind: tomorrow at 9:00")]
    [InlineData("2026-12-24", "at what time? Write it behind: 2026-12-24 at 9:00")]
    [InlineData("at 8:00", "08:00 is past today; write tomorrow at 08:00, or at 8pm for the evening")]
    [InlineData("at 9", "09:00 is past today")]
    [InlineData("today at 8", "Mon 2026-01-05 08:00 is past; it is Mon 2026-01-05 09:00 now")]
    [InlineData("2025-12-24 18:00", "that is past")]
    [InlineData("at 25:00", "there is no time 25:00")]
    [InlineData("at 13pm", "13 has no am or pm")]
    [InlineData("on 2026-02-30 at 9", "there is no day 2026-02-30")]
    [InlineData("30 February at 9", "there is no day 30 in that month")]
    [InlineData("tomorrow at 9 at 10", "'10' is one too many")]
    [InlineData("tomorrow at 9 please", "'please' is one too many")]
    [InlineData("in 20 minutes or so", "what does 'or' mean there?")]
    [InlineData("tonight at 2", "can be meant in two ways")]
    [InlineData("tomorrow morning at 14:00", "can be meant in two ways")]
    [InlineData("every", "every what?")]
    [InlineData("every day", "at what time? Write it behind: every day at 9:00")]
    [InlineData("every week at 9", "on which day of the week?")]
    [InlineData("every month at 9", "on which day of the month?")]
    [InlineData("every year on the 24th at 9", "in which month?")]
    [InlineData("every other month on the 1st at 9", "every other month cannot be had")]
    [InlineData("every other weekday at 9", "every other weekday cannot be had")]
    [InlineData("every 2 months on the 1st at 9", "every 2 months cannot be had")]
    [InlineData("every 1.5 weeks at 9", "every 1.5 weeks cannot be had")]
    [InlineData("every 2 weeks on Monday", "at what time? Write it behind: every 2 weeks on Monday at 9:00")]
    [InlineData("every 2 weeks on Monday and Friday at 9", "what does 'friday' mean there?")]
    [InlineData("every 99999 weeks at 9", "that is too long")]
    [InlineData("in 1.5 months", "Write it in weeks or days")]
    [InlineData("at 9.30", "what does '9.30' mean there?")]
    [InlineData("in 0.001 seconds", "that is now")]
    [InlineData("every 10 seconds", "a reminder comes every minute at most")]
    [InlineData("every 30 hours", "longer than a day")]
    [InlineData("every Monday and the 1st at 9", "two reminders")]
    [InlineData("every 32nd at 9", "there is no day 32 of a month")]
    [InlineData("every day at 9 sharp", "what does 'sharp' mean there?")]
    [InlineData("* * 31 2 *", "'* * 31 2 *':")]
    [InlineData("tomorrow @ 9", "cannot read '@' in it")]
    public void Unclear_IsComplainedAboutWithWhatToWrite(string text, string complaint) => Assert.Contains(complaint, Complaint(text));

    [Theory]
    [InlineData("2026-12-01 09:00 Europe/Berlin", "Europe/Berlin", "2026-12-01T08:00Z")]
    [InlineData("tomorrow 9:00 America/New_York", "America/New_York", "2026-01-06T14:00Z")]
    [InlineData("at 9:00 Asia/Kolkata tomorrow", "Asia/Kolkata", "2026-01-06T03:30Z")]
    [InlineData("every Monday at 9:00 America/Argentina/Ushuaia", "America/Argentina/Ushuaia", "2026-01-05T12:00Z")]
    public void NameOfAZone_BehindATime_IsTheClockThatIsMeant(string text, string zone, string due)
    {
        var time = Read(text);

        Assert.Equal(zone, time.Zone!.Id);
        Assert.Equal(DateTimeOffset.Parse(due, CultureInfo.InvariantCulture), time.Schedule.Next(s_now, time.Zone));
    }

    [Fact]
    public void NameOfAZone_ThatThereIsNot_IsSaid()
    {
        Assert.Contains("there is no time zone 'Europe/Berlim'", Complaint("tomorrow 9:00 Europe/Berlim"));
        Assert.Contains("cannot read '/'", Complaint("24/12/2026 9:00"));
    }

    [Fact]
    public void Garbage_NeverThrowsAndNeverPasses()
    {
        var random = new Random(1);
        string[] words =
        [
            "every",
            "in",
            "at",
            "9",
            "9:30",
            "2026-02-30",
            "1st",
            "monday",
            "month",
            "last",
            "day",
            "99999999999",
            "half",
            "an",
            "december",
            "noon",
            "pm",
            "L",
            "*",
            "0",
            "-1",
            "٣",
            "\uD800",
        ];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 7)).Select(_ => words[random.Next(words.Length)]));
            var time = WhenReader.Read(text, s_now, s_amsterdam, out var complaint);
            if (time is null)
            {
                Assert.NotEqual("", complaint);
            }
            else
            {
                Assert.True(time.Schedule.Next(s_now, s_amsterdam) > s_now, text);
            }
        }
    }

    private static WhenTime Read(string text)
    {
        var time = WhenReader.Read(text, s_now, s_amsterdam, out var complaint);
        Assert.Equal("", complaint);
        return time!;
    }

    private static string Complaint(string text)
    {
        Assert.Null(WhenReader.Read(text, s_now, s_amsterdam, out var complaint));
        return complaint;
    }

    private static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, s_amsterdam).DateTime;
}
