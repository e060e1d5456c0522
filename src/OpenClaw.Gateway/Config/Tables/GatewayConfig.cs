using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Config.Tables;

/// <summary>The whole configuration, every reference resolved and every rule knowing its file and line. Immutable; a reload makes
/// another.</summary>
internal sealed record GatewayConfig
{
    public required AgentConfig Agent { get; init; }

    /// <summary>Persons with several addresses. Where they were named, their addresses stand already.</summary>
    public EquatableArray<PersonConfig> People { get; init; } = [];

    public required NetworkConfig Network { get; init; }
    public required IReadOnlyDictionary<string, ModelConfig> Models { get; init; }
    public required IReadOnlyDictionary<string, ChainConfig> Chains { get; init; }
    public required EquatableArray<SessionRule> Sessions { get; init; }
    public EquatableArray<CronJobConfig> Cron { get; init; } = [];
    public required IReadOnlyDictionary<string, PolicyConfig> Policies { get; init; }
    public DeliveryConfig Delivery { get; init; } = new();
    public required ToolsConfig Tools { get; init; }
    public ChannelsConfig Channels { get; init; } = new();
    public WebConfig Web { get; init; } = new();

    /// <summary>Null serves none.</summary>
    public MetricsConfig? Metrics { get; init; }

    /// <summary>Null has no such door.</summary>
    public ApiConfig? Api { get; init; }

    public EquatableArray<HookConfig> Hooks { get; init; } = [];

    /// <summary>Whether there is a reason for an HTTP server.</summary>
    public bool IsServed =>
        Web.IsWritten
        || Channels.WebChat is not null
        || Metrics is not null
        || Api is not null
        || Hooks.Any(static hook => hook.Enabled)
        || Channels.Telegram?.Webhook is not null;

    /// <summary>The values of all secrets that are there: no log may show one.</summary>
    public IEnumerable<string> SecretValues =>
        [
            .. Models
                .Values.Select(static model => model.ApiKey)
                .Concat(Channels.Secrets)
                .Append(Metrics?.Token)
                .Concat((Api?.Clients ?? []).Select(static client => client.Token))
                .Concat(Hooks.SelectMany(static hook => new[] { hook.Token, hook.Secret }))
                .Select(static secret => secret?.Value)
                .OfType<string>(),
        ];

    public required ControlConfig Control { get; init; }
    public required LogConfig Log { get; init; }
    public RetentionConfig Retention { get; init; } = new();

    /// <summary>Who an address is; null when it is nobody of <c>[people]</c>.</summary>
    public PersonConfig? PersonOf(string address) => People.FirstOrDefault(person => person.Ids.Contains(address));

    /// <summary>Whether two addresses are one person.</summary>
    public bool IsSamePerson(string one, string other) => one == other || (PersonOf(one) is { } person && person.Ids.Contains(other));

    /// <summary>Every file that was read, the named one first; tools may not write them.</summary>
    public required EquatableArray<string> Files { get; init; }

    /// <summary>Where patterns of <c>include</c> look for files. What is written there becomes configuration; tools may not write
    /// it.</summary>
    public EquatableArray<IncludePattern> Includes { get; init; } = [];

    /// <summary>Every file a secret is read from; tools may not read them.</summary>
    public required EquatableArray<string> SecretFiles { get; init; }

    /// <summary>SHA-256 of the files one after the other in the order they were read, as <c>cat FILES | sha256sum</c> has it. Empty in a
    /// configuration that was put together by hand.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>Every effective setting as it can be shown, for <see cref="ConfigDiff"/>. Empty in a configuration that was put together by
    /// hand.</summary>
    public EquatableArray<ConfigSetting> Settings { get; init; } = [];
}
