using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Methods;

/// <summary>What <c>status</c> tells of the process. Hosting fills it.</summary>
internal sealed record GatewayFacts
{
    public required string Version { get; init; }

    /// <summary>A timestamp: the wall clock may be set while the gateway runs.</summary>
    public required long StartedAt { get; init; }

    /// <summary>What became of the clock; null when nobody has set it.</summary>
    public Func<ClockStatus?> Clock { get; init; } = static () => null;

    public required string StateDirectory { get; init; }
    public required string Socket { get; init; }

    /// <summary>When the configuration that holds was read.</summary>
    public required Func<DateTimeOffset> ConfigLoadedAt { get; init; }

    /// <summary>Why a channel hears nothing, and whether only a person can change that; null when it hears.</summary>
    public Func<string, (string Reason, bool IsStopped)?> ChannelTrouble { get; init; } = static _ => null;

    /// <summary>The web server; null when there is none to be.</summary>
    public Func<ChannelInfo?> Web { get; init; } = static () => null;

    /// <summary>What models with a price have cost; null where none has one.</summary>
    public Func<Task<SpendingStatus?>> Spending { get; init; } = static () => Task.FromResult<SpendingStatus?>(null);

    /// <summary>What is wrong and yet works: the disk's last refusal, an absent instruction file.</summary>
    public required Func<IReadOnlyList<string>> Warnings { get; init; }
}
