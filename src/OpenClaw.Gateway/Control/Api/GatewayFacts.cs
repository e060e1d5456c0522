using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Control.Api;

/// <summary>What <c>status</c> tells of the process. Hosting fills it.</summary>
internal sealed record GatewayFacts
{
    public required Current<GatewayConfig> Config { get; init; }

    public required string Version { get; init; }

    /// <summary>A timestamp: the wall clock may be set while the gateway runs.</summary>
    public required long StartedAt { get; init; }

    /// <summary>What happened to the clock; null when it was not set.</summary>
    public Func<ClockStatus?> Clock { get; init; } = static () => null;

    public required string StateDirectory { get; init; }
    public required string Socket { get; init; }

    /// <summary>When the present configuration was read.</summary>
    public required Func<DateTimeOffset> ConfigLoadedAt { get; init; }

    /// <summary>Why a channel receives nothing, and whether only the operator can change that; null when it receives.</summary>
    public Func<string, (string Reason, bool IsStopped)?> ChannelTrouble { get; init; } = static _ => null;

    /// <summary>The web server; null when there is none to be.</summary>
    public Func<ChannelInfo?> Web { get; init; } = static () => null;

    /// <summary>Commands that run in the background.</summary>
    public Func<IReadOnlyList<BackgroundCommand>> Background { get; init; } = static () => [];

    /// <summary>What models with a price have cost; null where none has one.</summary>
    public Func<Task<SpendingStatus?>> Spending { get; init; } = static () => Task.FromResult<SpendingStatus?>(null);

    /// <summary>What is wrong while the gateway still works: the disk's last refusal, an absent instruction file.</summary>
    public required Func<IReadOnlyList<string>> Warnings { get; init; }
}
