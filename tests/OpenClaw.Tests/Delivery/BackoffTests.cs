using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Tests.Delivery;

public class BackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(9, 256)]
    [InlineData(10, 300)]
    [InlineData(1_000_000, 300)]
    public void After_EachFailure_DoublesUpToFiveMinutesLessAQuarter(int failures, int seconds)
    {
        var backoff = new Backoff(new Random(1));

        var pauses = Enumerable.Range(0, 1000).Select(_ => backoff.After(failures).TotalSeconds).ToList();

        Assert.All(pauses, pause => Assert.InRange(pause, seconds * 0.75, seconds));
        Assert.InRange(pauses.Max() - pauses.Min(), seconds * 0.2, seconds * 0.25);
    }

    [Fact]
    public void After_SameSeed_IsTheSame() => Assert.Equal(new Backoff(new Random(5)).After(4), new Backoff(new Random(5)).After(4));
}
