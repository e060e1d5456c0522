using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Tests.Fakes;
using OpenClaw.Web;

namespace OpenClaw.Tests.Web;

public class TokenAttemptsTests
{
    private readonly FakeClock _clock = new();
    private readonly TokenAttempts _attempts;

    public TokenAttemptsTests() => _attempts = new TokenAttempts(_clock, NullLogger.Instance);

    [Fact]
    public void Caller_TenTimesWrong_WaitsHalfAMinuteForEachMore()
    {
        for (var i = 0; i < TokenAttempts.PerCaller; i++)
        {
            Assert.Null(_attempts.PauseOf("192.0.2.1"));
            Assert.Null(_attempts.Wrong("192.0.2.1"));
        }

        Assert.NotNull(_attempts.Wrong("192.0.2.1"));

        Assert.Equal(TimeSpan.FromSeconds(30), _attempts.PauseOf("192.0.2.1"));
        Assert.Null(_attempts.PauseOf("192.0.2.2"));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(10, _attempts.PauseOf("192.0.2.1")!.Value.TotalSeconds, 3);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(_attempts.PauseOf("192.0.2.1"));
        Assert.Null(_attempts.Wrong("192.0.2.1"));
        Assert.NotNull(_attempts.PauseOf("192.0.2.1"));
    }

    [Fact]
    public void Callers_OfOneNetworkOfIPv6_AreOne()
    {
        for (var i = 0; i < TokenAttempts.PerCaller; i++)
        {
            _attempts.Wrong($"2001:db8:1:2::{i + 1}");
        }

        Assert.NotNull(_attempts.PauseOf("2001:db8:1:2:ffff::1"));
        Assert.Null(_attempts.PauseOf("2001:db8:1:3::1"));
    }

    [Fact]
    public void AllTogether_AMillionTries_AreOneASecondInTheLongRun()
    {
        var looked = 0;
        for (var i = 0; i < 1_000_000; i++)
        {
            // A caller of his own each time, a thousand a second.
            var caller = $"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}";
            if (_attempts.Wrong(caller) is null)
            {
                looked++;
            }

            if (i % 1000 == 999)
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.InRange(looked, 1_000, 1_400);
        // Whoever has not guessed himself is not kept out by those who do.
        Assert.Null(_attempts.PauseOf("192.0.2.1"));
    }
}
