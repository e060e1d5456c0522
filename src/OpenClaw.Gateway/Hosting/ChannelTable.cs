using OpenClaw.Channels;
using OpenClaw.Channels.Slack;
using OpenClaw.Channels.Telegram;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Foundation.Network;
using OpenClaw.Turns;

namespace OpenClaw.Hosting;

/// <summary>The configuration's channels as they run. A reload replaces only a channel whose settings have changed. On the loop.</summary>
internal sealed class ChannelTable(EventLoop loop, CursorStore cursors, ChannelNeighbours neighbours, ILogger log) : IAsyncDisposable
{
    /// <summary>What <c>[channels]</c> can have.</summary>
    public static IReadOnlyList<IChannelKind> Kinds { get; } = [new TelegramKind(), new SlackKind()];

    private readonly Dictionary<string, Running> _channels = [];
    private Intake? _intake;

    /// <summary>Why a channel does not hear, and whether only a person can change that; null when all is well.</summary>
    public (string Reason, bool IsStopped)? TroubleOf(string channel) =>
        _channels.GetValueOrDefault(channel)?.Channel.Health is { State: not ChannelHealth.Listening } health
            ? (health.State, health.IsStopped)
            : null;

    /// <summary>What is known by now of a file that the message named without its particulars; else the same.</summary>
    public Task<RemoteFile> LookUpAsync(string channel, RemoteFile file, CancellationToken ct) =>
        _channels.GetValueOrDefault(channel)?.Channel.LookUpAsync(file, ct) ?? Task.FromResult(file);

    /// <summary>Hands on the bytes of a file that somebody attached. Null, or why not, as a phrase.</summary>
    public Task<string?> FetchAsync(string channel, RemoteFile file, Func<ReadOnlyMemory<byte>, string?> take, CancellationToken ct) =>
        _channels.TryGetValue(channel, out var running)
            ? running.Channel.FetchAsync(file, take, ct)
            : Task.FromResult<string?>($"the channel {channel} is not there any more");

    /// <summary>A channel that its service tells of what is new; null when there is none of that name.</summary>
    public IWebhookReceiver? WebhookOf(string channel) => _channels.GetValueOrDefault(channel)?.Channel as IWebhookReceiver;

    /// <summary>Looks at every channel for real.</summary>
    public async Task<IReadOnlyList<(string Channel, ChannelCheck Check)>> CheckAsync(CancellationToken ct)
    {
        loop.VerifyAccess();
        var looks = _channels.Select(async pair => (pair.Key, Checks: await pair.Value.Channel.CheckAsync(ct))).ToArray();
        return [.. (await Task.WhenAll(looks)).SelectMany(static look => look.Checks.Select(check => (look.Key, check)))];
    }

    /// <summary>Makes what the configuration has and is not there yet. Gives the ways out.</summary>
    public IReadOnlyList<IOutboundChannel> Take(GatewayConfig config, DialRules rules)
    {
        loop.VerifyAccess();
        var parts = new ChannelParts(loop, new Dialer(rules, loop.Time), cursors, neighbours, log);
        foreach (var kind in Kinds)
        {
            Put(kind, config, parts);
        }
        return [.. _channels.Values.Select(static running => running.Channel.Out)];
    }

    /// <summary>Begins to listen.</summary>
    public void Start(Intake intake)
    {
        _intake = intake;
        foreach (var running in _channels.Values.ToArray())
        {
            running.Channel.Start(intake);
        }
    }

    public Task StopListeningAsync() =>
        Task.WhenAll(_channels.Values.Select(static running => running.Channel.StopListeningAsync()).ToArray());

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _channels.Values.ToArray())
        {
            await running.Channel.DisposeAsync();
        }
    }

    private void Put(IChannelKind kind, GatewayConfig config, ChannelParts parts)
    {
        var settings = kind.SettingsIn(config.Channels);
        var before = _channels.GetValueOrDefault(kind.Name);
        // One that stopped waits for a person, who may have mended what no setting shows.
        var isGood = before is { Channel.Health.IsStopped: false } && before.Settings.Equals(settings) && before.Network == config.Network;
        if (isGood || (before is null && settings is null))
        {
            return;
        }
        if (settings is null)
        {
            _channels.Remove(kind.Name);
        }
        else
        {
            _channels[kind.Name] = new Running(kind.Make(settings, before?.Settings, parts), settings, config.Network);
        }
        loop.Track(ReplaceAsync(kind.Name, before, _channels.GetValueOrDefault(kind.Name)), $"replace {kind.Name}");
    }

    /// <summary>The old one has heard its last before the new one reads how far it came.</summary>
    private async Task ReplaceAsync(string name, Running? before, Running? after)
    {
        if (before is not null)
        {
            await before.Channel.DisposeAsync();
        }
        // Another reload may have taken its place meanwhile.
        if (after is not null && _intake is not null && _channels.GetValueOrDefault(name) == after)
        {
            after.Channel.Start(_intake);
        }
    }

    /// <summary>A channel, and what it was made of.</summary>
    private sealed record Running(IChannel Channel, object Settings, NetworkConfig Network);
}
