using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

/// <summary>What Telegram asks of a draft holds for the answer that takes its place.</summary>
public sealed class TelegramDraftPauseTests : TelegramBench
{
    public TelegramDraftPauseTests() => Listen(_telegram, "stream = \"edit\"");

    [Fact]
    public void Answer_AfterADraftThatWasTooFast_WaitsAsLongAsTheDraftWasTold()
    {
        _gateway["big"].HangsAfter("half of it");
        _telegram.Trouble(429, "Too Many Requests: retry after 60", retryAfter: 60);
        _telegram.Say("tell me");
        Until(() => Sends == 1);
        var told = _gateway.Clock.GetUtcNow();

        _telegram.Say("/stop");
        Until(() => _telegram.Sent.Any(static sent => sent.Text == "half of it …"), step: TimeSpan.FromSeconds(1));

        // The draft's, the command's answer, and this one: it was not tried before its time.
        Assert.Equal(3, Sends);
        Assert.InRange(_gateway.Clock.GetUtcNow() - told, TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(5));
    }

    private int Sends => _telegram.Calls.Count(static call => call.Method == "sendMessage");
}
