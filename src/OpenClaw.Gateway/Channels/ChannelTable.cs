using Microsoft.Extensions.Logging;
using OpenClaw.Channels.Telegram;
using OpenClaw.Config;
using OpenClaw.Config.Channels;
using OpenClaw.Delivery;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Network;
using OpenClaw.Pipeline;

namespace OpenClaw.Channels;

/// <summary>The configuration's channels as they run. A reload replaces only a channel whose settings have changed. On the loop.</summary>
internal sealed class ChannelTable(EventLoop loop, CursorStore cursors, ChannelNeighbours neighbours, ILogger log) : IAsyncDisposable
{
    private TelegramChannel? _telegram;
    private (TelegramConfig? Telegram, NetworkConfig Network)? _made;
    private Intake? _intake;

    /// <summary>How a channel hears, when it does not; null when all is well.</summary>
    public string? TroubleOf(string channel) => channel == TelegramReader.Channel && _telegram is { Health.State: not ChannelHealth.Listening and var state } ? state : null;

    /// <summary>Hands on the bytes of a file that somebody attached. Null, or why not, as a phrase.</summary>
    public Task<string?> FetchAsync(string channel, RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct) =>
        channel == TelegramReader.Channel && _telegram is { } telegram ? telegram.FetchAsync(file, take, ct) : Task.FromResult<string?>($"the channel {channel} is not there any more");

    /// <summary>Makes what the configuration has and is not there yet. Gives the ways out.</summary>
    public IReadOnlyList<IOutboundChannel> Take(GatewayConfig config, DialRules rules)
    {
        loop.VerifyAccess();
        var wanted = (config.Channels.Telegram, config.Network);
        if (_made != wanted)
        {
            var before = _telegram;
            _telegram = wanted.Telegram is { } telegram ? new TelegramChannel(loop, telegram, new Dialer(rules, loop.Time), neighbours, log) : null;
            _made = wanted;
            loop.Track(ReplaceAsync(before, _telegram), "replace telegram");
        }

        return _telegram is { } made ? [made.Out] : [];
    }

    /// <summary>Begins to listen.</summary>
    public async Task StartAsync(Intake intake)
    {
        _intake = intake;
        if (_telegram is { } telegram) await ListenAsync(telegram);
    }

    public Task StopListeningAsync() => _telegram?.StopListeningAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_telegram is { } telegram) await telegram.DisposeAsync();
    }

    /// <summary>The old one has heard its last before the new one reads how far it came.</summary>
    private async Task ReplaceAsync(TelegramChannel? before, TelegramChannel? after)
    {
        if (before is not null) await before.DisposeAsync();
        if (after is not null && after == _telegram && _intake is not null) await ListenAsync(after);
    }

    private async Task ListenAsync(TelegramChannel telegram)
    {
        var cursor = await cursors.FindAsync(TelegramReader.Channel, "");
        if (telegram == _telegram) telegram.Start(_intake!, cursor);
    }
}
