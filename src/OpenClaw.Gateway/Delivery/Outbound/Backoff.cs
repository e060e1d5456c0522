namespace OpenClaw.Delivery.Outbound;

/// <summary>How long to wait after failures: a second, doubling to five minutes, each a little less by chance so that those that failed
/// together do not try together.</summary>
internal sealed class Backoff(Random random)
{
    private const double JitterShare = 0.25;
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <param name="failures">In a row, this one included.</param>
    public TimeSpan After(int failures)
    {
        // 2^9 seconds are more than the longest already.
        var whole = TimeSpan.FromSeconds(1 << Math.Clamp(failures - 1, 0, 9));
        return (whole < s_longest ? whole : s_longest) * (1 - JitterShare * random.NextDouble());
    }
}
