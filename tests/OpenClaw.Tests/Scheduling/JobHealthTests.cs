using OpenClaw.Scheduling;

namespace OpenClaw.Tests.Scheduling;

public class JobHealthTests
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(40, 60)]
    public void Failed_SoManyTimes_PausesSoManyMinutes(int failures, int minutes)
    {
        var health = JobHealth.Healthy;
        for (var i = 0; i < failures; i++)
        {
            health = health.Failed(s_at);
        }

        Assert.Equal(new JobHealth(failures, IsAlerted: true, s_at + TimeSpan.FromMinutes(minutes)), health);
        Assert.True(health.LeavesOut(s_at + TimeSpan.FromMinutes(minutes - 1)));
        Assert.False(health.LeavesOut(s_at + TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void Doubted_IsToldAndDoesNotPause()
    {
        Assert.Equal(new JobHealth(0, IsAlerted: true), JobHealth.Healthy.Doubted());
        Assert.False(JobHealth.Healthy.Doubted().LeavesOut(s_at));
    }

    [Fact]
    public void LeavesOut_OccurrenceLongBeforeThePause_DoesNot()
    {
        // The clock was a year ahead when it failed.
        var health = JobHealth.Healthy.Failed(s_at + TimeSpan.FromDays(365));

        Assert.False(health.LeavesOut(s_at));
    }
}
