using OpenClaw.Agent.Prompt;
using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Exec;
using OpenClaw.Foundation.Network;
using OpenClaw.Foundation.Timekeeping;
using OpenClaw.Models;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;

namespace OpenClaw.Hosting;

/// <summary>What a gateway is put together from. Tests bring their own clock, store and models.</summary>
internal sealed record GatewaySetup
{
    public required EventLoop Loop { get; init; }
    public required Store Store { get; init; }

    /// <summary>The time of <see cref="Loop"/> and <see cref="Store"/>.</summary>
    public required SteadyTime Time { get; init; }

    public required GatewayConfig Config { get; init; }

    /// <summary>Reads the configuration again, off the loop.</summary>
    public required Func<ConfigResult> Read { get; init; }

    public required string StateDirectory { get; init; }
    public required string Socket { get; init; }

    /// <summary>Whether the machine's clock was put right since the boot.</summary>
    public Func<bool> IsSynchronised { get; init; } = BootTime.IsSynchronised;

    /// <summary>The sockets that the service manager has opened for this process.</summary>
    public PassedSockets Passed { get; init; } = PassedSockets.None;

    /// <summary>What <c>~</c> stands for in the configuration.</summary>
    public string Home { get; init; } = HomeFolder.Path;

    /// <summary>The state is a replica of another machine's; see <see cref="OpenClaw.Agent.Takeover"/>.</summary>
    public bool IsTakeover { get; init; }

    public required Redactor Redactor { get; init; }

    /// <summary>Null in tests that keep no log.</summary>
    public LogHub? Logs { get; init; }

    /// <summary>What starts launchers: this executable, or in tests the one that was built.</summary>
    public string LauncherExecutable { get; init; } = Spawn.Self;

    /// <summary>Models in place of the configured ones.</summary>
    public Func<GatewayConfig, EventLoop, ModelTable>? Models { get; init; }

    /// <summary>Channels that messages leave by besides the configured ones, made again at each reload.</summary>
    public Func<GatewayConfig, IReadOnlyList<IOutboundChannel>> Channels { get; init; } = static _ => [];

    /// <summary>Sources of tools besides the built-in ones, made again at each reload.</summary>
    public Func<GatewayConfig, IReadOnlyList<IToolSource>> ToolSources { get; init; } = static _ => [];

    /// <summary>Spreads what would happen at the same moment otherwise.</summary>
    public Random Jitter { get; init; } = new();

    /// <summary>What is to be said of the configuration that the start has read. A reload's take their place.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What is to be said of the start itself.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>What is to be said of a configuration, its reading's complaints among it.</summary>
    public IReadOnlyList<string> WarningsOf(GatewayConfig config, IEnumerable<ConfigDiagnostic> diagnostics) =>
        WarningsOf(config, StateDirectory, diagnostics);

    /// <inheritdoc cref="WarningsOf(GatewayConfig, IEnumerable{ConfigDiagnostic})"/>
    public static IReadOnlyList<string> WarningsOf(
        GatewayConfig config,
        string stateDirectory,
        IEnumerable<ConfigDiagnostic> diagnostics
    ) => [.. diagnostics.Select(static d => d.ToString()), .. PolicySets.Warnings(config, stateDirectory)];

    public PolicySet PoliciesOf(GatewayConfig config) => PolicySets.Of(config, StateDirectory, Socket);

    public ModelTable ModelsOf(GatewayConfig config) =>
        Models?.Invoke(config, Loop)
        ?? new ModelTable(config.Models.Values, config.Chains.Values, new Dialer(DialRulesOf(config), Loop.Time), Loop);

    public async Task<Snapshot> SnapshotOfAsync(GatewayConfig config) =>
        new(config, PoliciesOf(config), await Instructions.ReadAsync(config.Agent), ToolSourcesOf(config), ModelsOf(config));

    /// <exception cref="ArgumentException">They cannot stand beside the built-in tools: a mistake of the program, not of the
    /// operator.</exception>
    public IReadOnlyList<IToolSource> ToolSourcesOf(GatewayConfig config)
    {
        var sources = ToolSources(config);
        ToolTable.Check(sources, BuiltInTools.Names);
        return sources;
    }

    /// <summary>What a configured channel needs to reach is as good as listed.</summary>
    public static DialRules DialRulesOf(GatewayConfig config) =>
        new(config.Network.LocalOnly, [.. config.Network.Allow, .. config.Channels.Hosts]);
}
