using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

/// <summary>What Telegram asks of a draft holds for the answer that takes its place.</summary>
public sealed class TelegramDraftPauseTests : IAsyncDisposable
{
    private readonly TelegramDouble _telegram = new();
    private readonly TestGateway _gateway = new();

    public TelegramDraftPauseTests()
    {
        _gateway.Folder.Write("token", TelegramDouble.Token);
        _gateway.Reload(TestGateway.DefaultConfig + $$"""

            [channels.telegram]
            token = { file = "token" }
            api_url = "{{_telegram.Url.AbsoluteUri.TrimEnd('/')}}"
            allow_from = ["7"]
            stream = "edit"
            """);
    }

    public async ValueTask DisposeAsync()
    {
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Channels.DisposeAsync();
            return true;
        });
        _gateway.Dispose();
        await _telegram.DisposeAsync();
    }

    [Fact]
    public void Answer_AfterADraftThatWasTooFast_WaitsAsLongAsTheDraftWasTold()
    {
        _gateway["big"].HangsAfter("half of it");
        _telegram.Trouble(429, "Too Many Requests: retry after 60", retryAfter: 60);
        _telegram.Say("tell me");
        Until(() => Sends == 1);
        var told = _gateway.Clock.GetUtcNow();

        _telegram.Say("/stop");
        Until(() => _telegram.Sent.Any(static sent => sent.Text == "half of it …"));

        // The draft's, the command's answer, and this one: it was not tried before its time.
        Assert.Equal(3, Sends);
        Assert.InRange(_gateway.Clock.GetUtcNow() - told, TimeSpan.FromSeconds(50), TimeSpan.FromMinutes(5));
    }

    private int Sends => _telegram.Calls.Count(static call => call.Method == "sendMessage");

    private void Until(Func<bool> done) => _gateway.UntilOutside(() =>
    {
        _gateway.Clock.Advance(TimeSpan.FromSeconds(1));
        return done();
    });
}
