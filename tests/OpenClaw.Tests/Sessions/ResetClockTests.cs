using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Sessions;

public sealed class ResetClockTests
{
    private static readonly TimeZoneInfo s_amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    [Theory]
    // 04:00 in Amsterdam is 03:00 UTC in winter and 02:00 in summer.
    [InlineData("2026-01-10T02:59:00Z", "2026-01-10T03:01:00Z", true)]
    [InlineData("2026-01-10T03:01:00Z", "2026-01-10T22:00:00Z", false)]
    [InlineData("2026-01-10T03:01:00Z", "2026-01-11T02:59:00Z", false)]
    [InlineData("2026-01-08T12:00:00Z", "2026-01-11T02:59:00Z", true)]
    [InlineData("2026-07-10T01:59:00Z", "2026-07-10T02:00:00Z", true)]
    public void Daily_BetweenActivityAndNow_IsDue(string last, string now, bool due) =>
        Assert.Equal(
            due,
            ResetClock.IsDue(new ResetRule(Daily: new TimeOnly(4, 0)), DateTimeOffset.Parse(last), DateTimeOffset.Parse(now), s_amsterdam)
        );

    [Fact]
    public void Daily_InTheHourThatClocksSkip_HappensAtItsEnd()
    {
        // On 2026-03-29 at 02:00 the clocks go to 03:00; 02:30 is the instant 01:30 UTC.
        var rule = new ResetRule(Daily: new TimeOnly(2, 30));

        Assert.False(
            ResetClock.IsDue(rule, DateTimeOffset.Parse("2026-03-29T00:30:00Z"), DateTimeOffset.Parse("2026-03-29T01:29:00Z"), s_amsterdam)
        );
        Assert.True(
            ResetClock.IsDue(rule, DateTimeOffset.Parse("2026-03-29T00:30:00Z"), DateTimeOffset.Parse("2026-03-29T01:31:00Z"), s_amsterdam)
        );
    }

    [Fact]
    public void Idle_LongEnough_IsDue()
    {
        var rule = new ResetRule(Idle: TimeSpan.FromHours(2));
        var last = DateTimeOffset.Parse("2026-01-10T10:00:00Z");

        Assert.False(ResetClock.IsDue(rule, last, last.AddMinutes(119), TimeZoneInfo.Utc));
        Assert.True(ResetClock.IsDue(rule, last, last.AddMinutes(120), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Never_IsNeverDue() =>
        Assert.False(ResetClock.IsDue(ResetRule.Never, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, TimeZoneInfo.Utc));
}
