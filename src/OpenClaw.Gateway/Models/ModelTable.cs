using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Decorators;
using OpenClaw.Models.Providers.Ollama;
using OpenClaw.Models.Providers.OpenAi;
using OpenClaw.Models.Providers.Scripted;

namespace OpenClaw.Models;

/// <summary>Every configured model and chain of one configuration. A reload makes a new table, which clears what the old one knew of
/// failures.</summary>
internal sealed class ModelTable : IDisposable
{
    private readonly IReadOnlyDictionary<string, LiveModel> _models;
    private readonly IReadOnlyDictionary<string, ModelChain> _chains;
    private readonly EventLoop _loop;

    /// <summary>What stands between the program and every model.</summary>
    public static IReadOnlyList<ModelDecorator> Decorators { get; } = [static (inner, _) => new MeteringChatClient(inner)];

    /// <param name="make">Makes a model's client; null takes the provider the configuration names.</param>
    /// <param name="decorators">Layers around each client, the outermost first; null takes <see cref="Decorators"/>.</param>
    public ModelTable(
        IEnumerable<ModelConfig> models,
        IEnumerable<ChainConfig> chains,
        Dialer dialer,
        EventLoop loop,
        Func<ModelConfig, IModelClient>? make = null,
        IReadOnlyList<ModelDecorator>? decorators = null
    )
    {
        _loop = loop;
        make ??= config => Make(config, dialer, loop.Time);
        _models = models.ToDictionary(m => m.Name, m => Live(m, make(m), decorators ?? Decorators, loop));
        foreach (var model in _models.Values)
        {
            model.Neighbours = [.. _models.Values.Where(other => other != model && model.Config.Url is { } url && other.Config.Url == url)];
        }
        _chains = chains.ToDictionary(c => c.Name, c => new ModelChain(c, _models, loop));
    }

    public IEnumerable<LiveModel> Models => _models.Values.OrderBy(m => m.Name, StringComparer.Ordinal);

    public LiveModel? Model(string name) => _models.GetValueOrDefault(name);

    /// <summary>A chain by its name; references were resolved when the configuration was read.</summary>
    public ModelChain Chain(string name) => _chains[name];

    /// <summary>How each model stands, for <c>status</c> and <c>models</c>.</summary>
    public IReadOnlyList<ModelStatus> Status()
    {
        _loop.VerifyAccess();
        return
        [
            .. Models.Select(m => new ModelStatus(
                m.Name,
                m.Config.Provider.ToString().ToLowerInvariant(),
                m.Config.Model,
                m.Health.Because?.Kind,
                m.Health.Because?.Message,
                m.Health.IsOut ? m.Health.Until : null,
                m.Health.IsProven
            )),
        ];
    }

    public void Dispose()
    {
        foreach (var model in _models.Values)
        {
            model.Dispose();
        }
    }

    private static LiveModel Live(ModelConfig config, IModelClient client, IReadOnlyList<ModelDecorator> decorators, EventLoop loop)
    {
        var chat = new ChatClientBuilder(client);
        foreach (var decorator in decorators)
        {
            chat.Use(inner => decorator(inner, config));
        }

        return new LiveModel(config, client, chat.Build(), loop);
    }

    /// <summary>The client of a model's provider.</summary>
    public static IModelClient Make(ModelConfig config, Dialer dialer, TimeProvider time) =>
        config.Provider switch
        {
            ModelProvider.Ollama => new OllamaChatClient(config, dialer, time),
            ModelProvider.OpenAi => new OpenAiChatClient(config, dialer, time),
            ModelProvider.Scripted => ScriptedChatClient.FromConfig(config, time),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.Provider, "no such provider"),
        };
}

/// <summary>A model's state for people and programs.</summary>
/// <param name="Kind">Kind of the failure that keeps it out; null when it is ready.</param>
/// <param name="Until">When it is probed next.</param>
/// <param name="IsProven">It has answered since it was configured; else nobody knows yet whether it would.</param>
internal sealed record ModelStatus(
    string Name,
    string Provider,
    string Model,
    string? Kind,
    string? Message,
    DateTimeOffset? Until,
    bool IsProven
);
