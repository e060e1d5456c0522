using OpenClaw.Tests.Fakes;
using OpenClaw.Web;

namespace OpenClaw.Tests.Web;

public class RefusalNotesTests
{
    private readonly FakeClock _clock = new();
    private readonly LogLines _log = new();

    [Fact]
    public void Note_ThousandsOfCalls_AreALineAMinuteForEachHook()
    {
        var notes = new RefusalNotes(_clock);

        for (var i = 0; i < 1000; i++)
        {
            Refuse("bell", "192.0.2.1", "the signature is missing");
        }
        Refuse("ci", "192.0.2.1", "the signature is missing");
        _clock.Advance(TimeSpan.FromMinutes(1));
        Refuse("bell", "192.0.2.2", "the bearer token is missing or wrong");

        Assert.Equal(
            [
                "hook bell: a call from 192.0.2.1 is not answered: the signature is missing; calls refused since the last such line: 1",
                "hook ci: a call from 192.0.2.1 is not answered: the signature is missing; calls refused since the last such line: 1",
                "hook bell: a call from 192.0.2.2 is not answered: the bearer token is missing or wrong; calls refused since the last such line: 1000",
            ],
            _log.Lines
        );

        void Refuse(string hook, string caller, string reason) =>
            notes.Note(hook, count => WebLog.HookRefused(_log, hook, caller, reason, count));
    }
}
