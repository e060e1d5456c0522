using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

/// <summary>A gateway with one bot on a clock that the test moves. Its Telegram is a double on loopback.</summary>
public abstract class TelegramBench : IAsyncDisposable
{
    private protected readonly TelegramDouble _telegram = new();
    private protected readonly TestGateway _gateway = new();

    protected TelegramBench() => _gateway.Folder.Write("token", TelegramDouble.Token);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Channels.DisposeAsync();
            return true;
        });
        _gateway.Dispose();
        await _telegram.DisposeAsync();
    }

    /// <param name="more">Further settings of the channel.</param>
    private protected void Listen(TelegramDouble telegram, string more = "") =>
        _gateway.Reload(
            TestGateway.DefaultConfig
                + $$"""

                [channels.telegram]
                token = { file = "token" }
                api_url = "{{telegram.Url.AbsoluteUri.TrimEnd('/')}}"
                allow_from = ["7"]
                {{more}}
                """
        );

    /// <summary>Pauses end as they come.</summary>
    /// <param name="step">How far the clock goes between two looks; absent, a tenth of a second.</param>
    private protected void Until(Func<bool> done, TimeSpan? step = null) =>
        _gateway.UntilOutside(() =>
        {
            _gateway.Clock.Advance(step ?? TimeSpan.FromMilliseconds(100));
            return done();
        });
}
