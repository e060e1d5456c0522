using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Ollama;

namespace OpenClaw.Control.Api;

/// <summary>The methods about models and chains.</summary>
/// <param name="spending">What models with a price have cost; null where none has one.</param>
internal sealed class ModelsApi(
    Current<ModelTable> models,
    Current<GatewayConfig> config,
    Func<Task<SpendingStatus?>> spending,
    PeerRights rights,
    TimeProvider time
)
{
    public static ControlCall<NoParams, ModelsListResult> List { get; } = new("models.list", ControlJson.Get) { OpenToLaunched = true };
    public static ControlCall<ModelsProbeParams, ModelsProbeResult> Probe { get; } = new("models.probe", ControlJson.Get);
    public static ControlCall<ModelsPullParams, ModelsPullResult> Pull { get; } = new("models.pull", ControlJson.Get);

    /// <summary>How far <c>models.pull</c> is, to the connection that asked for it.</summary>
    public static ControlNotice<PullProgress> Progress { get; } = new("progress", ControlJson.Get);

    /// <summary>The state of each model, as the chains know it; no server is asked.</summary>
    public async Task<ModelsListResult> ListAsync(NoParams parameters, ControlPeer peer) => ListOf(await spending());

    public ModelsListResult ListOf(SpendingStatus? spent) =>
        new()
        {
            Models = [.. models.Value.Status().Select(model => ModelInfo.Of(model, PassedOver(model.Name, spent)))],
            Chains =
            [
                .. config
                    .Value.Chains.Values.OrderBy(static chain => chain.Name, StringComparer.Ordinal)
                    .Select(static chain => new ChainInfo(chain.Name, [.. chain.Models])),
            ],
        };

    /// <summary>Asks each server whether its model would work. One that answers comes back into its chains at once.</summary>
    public async Task<ModelsProbeResult> ProbeAsync(ModelsProbeParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "ask the models");
        if (parameters.Model is { } name)
        {
            var model = Find(name);
            return new ModelsProbeResult([await TryAsync(model, await ProbeAsync(model, ct), ct)]);
        }

        var table = models.Value;
        var probes = await Task.WhenAll(table.Models.Select(m => ProbeAsync(m, ct)));
        // One after the other: a trial must not push out the model of another one.
        var results = new List<ProbeInfo>();
        foreach (var (live, probe) in table.Models.Zip(probes))
        {
            results.Add(live.Config.Price is { IsFree: false } ? probe : await TryAsync(live, probe, ct));
        }
        return new ModelsProbeResult(results);
    }

    /// <summary>Has an Ollama server fetch its model, reporting the progress.</summary>
    public async Task<ModelsPullResult> PullAsync(ModelsPullParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "have a model fetched");
        var model = Find(parameters.Model);
        if (model.Client is not OllamaChatClient ollama)
        {
            throw ControlException.InvalidParams($"model \"{model.Name}\" is not on an Ollama server; only Ollama fetches models");
        }
        try
        {
            await foreach (var progress in ollama.Server.PullAsync(model.Config.Model, ct))
            {
                peer.Notify(Progress, new PullProgress(model.Name, progress.Status, progress.Completed, progress.Total));
            }
        }
        catch (ModelFailureException e)
        {
            throw ControlException.Failed($"{model.Name}: {e.Failure.Message}");
        }

        // A probe of each name of that model, so that every chain may ask it with the next message. From the table of now: a reload may have
        // come meanwhile.
        foreach (var live in models.Value.Models.Where(IsSame).ToList())
        {
            await live.ProbeAsync(deep: false, ct);
        }

        return new ModelsPullResult(true);

        bool IsSame(LiveModel live) =>
            live.Config.Provider == ModelProvider.Ollama && live.Config.Url == model.Config.Url && live.Config.Model == model.Config.Model;
    }

    private LiveModel Find(string name)
    {
        var table = models.Value;
        return table.Model(name)
            ?? throw ControlException.NotFound(
                $"no model \"{name}\"; configured: {string.Join(", ", table.Models.Select(static m => m.Name))}"
            );
    }

    /// <summary>Why a model with a price is not asked at present; null when it is.</summary>
    private string? PassedOver(string model, SpendingStatus? spent) =>
        spent?.PassedOver is { } why && config.Value.Models.GetValueOrDefault(model)?.Price is { IsFree: false }
            ? $"passed over: {why}"
            : null;

    /// <summary>One call with a tool and one with thinking, to a model that answers and whose server does not say whether it has them. A
    /// model that costs money is tried only when it is named.</summary>
    private static async Task<ProbeInfo> TryAsync(LiveModel model, ProbeInfo probe, CancellationToken ct)
    {
        // A script answers what it was written for.
        if (!probe.Ok || model.Config.Provider == ModelProvider.Scripted)
        {
            return probe;
        }
        var tried = await model.TryAsync(await TraitsAsync(model, ct), ct);
        return probe with { Tools = tried.Tools, Thinking = tried.Thinking };
    }

    private async Task<ProbeInfo> ProbeAsync(LiveModel model, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        var failure = await model.ProbeAsync(deep: false, ct);
        var ms = (long)time.GetElapsedTime(started).TotalMilliseconds;
        if (failure is not null)
        {
            return new ProbeInfo
            {
                Name = model.Name,
                Ok = false,
                Detail = $"{failure.Kind.Replace('_', ' ')}: {failure.Message}",
                Ms = ms,
            };
        }

        var traits = await TraitsAsync(model, ct);
        var said =
            traits?.ContextLength is { } length && length < model.Config.Context
                ? $"; the model takes {length.ToString(CultureInfo.InvariantCulture)} tokens, less than models.{model.Name}.context ({model.Config.Context})"
                : "";
        return new ProbeInfo
        {
            Name = model.Name,
            Ok = true,
            Detail = $"{model.Config.Model} answers{said}",
            Ms = ms,
            Context = traits?.ContextLength,
            Capabilities = traits is null ? [] : [.. Capabilities(traits)],
        };
    }

    private static async Task<ModelTraits?> TraitsAsync(LiveModel model, CancellationToken ct)
    {
        try
        {
            return await model.Client.DescribeAsync(ct);
        }
        catch (ModelFailureException)
        {
            // The model works; a server that does not describe it is no failure.
            return null;
        }
    }

    private static IEnumerable<string> Capabilities(ModelTraits traits) =>
        new (bool? Has, string Name)[] { (traits.Tools, "tools"), (traits.Thinking, "thinking"), (traits.Images, "images") }
            .Where(static trait => trait.Has is true)
            .Select(static trait => trait.Name);
}

internal sealed record ModelsListResult
{
    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
    public IReadOnlyList<ChainInfo> Chains { get; init; } = [];
}

/// <param name="Model">A name of the configuration; absent, every model.</param>
internal sealed record ModelsProbeParams(string? Model = null);

internal sealed record ModelsProbeResult(IReadOnlyList<ProbeInfo> Results);

internal sealed record ProbeInfo
{
    public required string Name { get; init; }
    public required bool Ok { get; init; }
    public required string Detail { get; init; }
    public required long Ms { get; init; }

    /// <summary>Tokens the model takes, when its server says.</summary>
    public int? Context { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>What one short call found about tools, where the server does not say: <c>yes</c>, <c>no (why)</c>, or why it is not
    /// known.</summary>
    public string? Tools { get; init; }

    /// <summary>The same of thinking.</summary>
    public string? Thinking { get; init; }
}

internal sealed record ModelsPullParams(string Model);

internal sealed record PullProgress(string Model, string Status, long? Completed = null, long? Total = null);

internal sealed record ModelsPullResult(bool Done);
