using OpenClaw.Tests.Fakes;
using OpenClaw.Web.Hooks;

namespace OpenClaw.Tests.Web.Hooks;

public class RefusedCallsTests
{
    private readonly FakeClock _clock = new();
    private readonly LogLines _log = new();

    [Fact]
    public void Note_ThousandsOfCalls_AreALineAMinuteForEachHook()
    {
        var refused = new RefusedCalls(_clock, _log);

        for (var i = 0; i < 1000; i++)
        {
            refused.Note("bell", "192.0.2.1", "the signature is missing");
        }
        refused.Note("ci", "192.0.2.1", "the signature is missing");
        _clock.Advance(TimeSpan.FromMinutes(1));
        refused.Note("bell", "192.0.2.2", "the bearer token is missing or wrong");

        Assert.Equal(
            [
                "hook bell: a call from 192.0.2.1 is not answered: the signature is missing; calls refused since the last such line: 1",
                "hook ci: a call from 192.0.2.1 is not answered: the signature is missing; calls refused since the last such line: 1",
                "hook bell: a call from 192.0.2.2 is not answered: the bearer token is missing or wrong; calls refused since the last such line: 1000",
            ],
            _log.Lines
        );
    }
}
