using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;

namespace OpenClaw.Control.Api;

/// <summary>The methods with which an operator looks after the process: its configuration, its channels, its log.</summary>
/// <param name="reload">Reads the configuration again. It is swapped whole or refused whole.</param>
/// <param name="probe">Asks each channel's service what is usually wrong.</param>
/// <param name="logs">Null where nothing is logged.</param>
internal sealed class OperationApi(
    Func<Task<ReloadResult>> reload,
    Func<CancellationToken, Task<IReadOnlyList<ChannelFinding>>> probe,
    LogHub? logs,
    Current<GatewayConfig> config,
    PeerRights rights
)
{
    public static ControlCall<NoParams, ReloadResult> Reload { get; } = new("reload", ControlJson.Get);
    public static ControlCall<NoParams, ChannelsProbeResult> ChannelsProbe { get; } = new("channels.probe", ControlJson.Get);
    public static ControlCall<LogsTailParams, LogsTailResult> LogsTail { get; } = new("logs.tail", ControlJson.Get);

    /// <summary>A line of the log, after <c>logs.tail</c> with <c>follow</c>.</summary>
    public static ControlNotice<LogLine> Log { get; } = new("log", ControlJson.Get);

    private const int DefaultLines = 50;
    private const int MostLines = 5000;

    public Task<ReloadResult> ReloadAsync(NoParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "reload the configuration");
        return reload();
    }

    public async Task<ChannelsProbeResult> ChannelsProbeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "ask the channels");
        return new ChannelsProbeResult(await probe(ct));
    }

    /// <summary>The newest lines, and with <c>follow</c> the coming ones as notifications.</summary>
    public async Task<LogsTailResult> LogsTailAsync(LogsTailParams parameters, ControlPeer peer)
    {
        // It names every session and sender.
        rights.OwnersOnly(peer, "read the log");
        if (logs is null)
        {
            return new LogsTailResult([]);
        }
        var level = LogHub.ParseLevel(parameters.Level ?? "trace");
        if (parameters.Follow is true)
        {
            var following = logs.Follow(record =>
            {
                if (record.Level >= level)
                {
                    peer.Notify(Log, new LogLine(record.ToString()));
                }
            });
            peer.Closed.Register(following.Dispose);
        }

        return new LogsTailResult(
            await logs.TailAsync(Math.Clamp(parameters.Lines ?? DefaultLines, 0, MostLines), level),
            config.Value.Agent.TimeZone.Id
        );
    }
}

internal sealed record ReloadResult
{
    public required bool Reloaded { get; init; }

    /// <summary>What differs from before, one line each; empty when nothing does.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Errors and warnings as the operator reads them, place and caret included.</summary>
    public IReadOnlyList<string> Diagnostics { get; init; } = [];
}

internal sealed record ChannelsProbeResult(IReadOnlyList<ChannelFinding> Findings);

/// <param name="Detail">The state, and for a fault what to do about it.</param>
internal sealed record ChannelFinding(string Channel, bool Ok, string Detail);

/// <param name="Lines">How many of the newest; 50 when absent.</param>
/// <param name="Follow">Send later lines as <c>log</c> notifications until the connection closes.</param>
/// <param name="Level"><c>trace</c>, <c>debug</c>, <c>info</c>, <c>warning</c> or <c>error</c>: nothing less important.</param>
internal sealed record LogsTailParams(int? Lines = null, bool? Follow = null, string? Level = null);

/// <param name="Lines">As they are in the file, in UTC.</param>
/// <param name="Timezone">The agent's, in which clients show when a line was written.</param>
internal sealed record LogsTailResult(IReadOnlyList<string> Lines, string? Timezone = null);

internal sealed record LogLine(string Line);
