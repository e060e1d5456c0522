using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>
/// One configured model as it lives: its client, its health, what it has refused so far. Chains share it. Belongs to the loop.
/// </summary>
/// <param name="chat">The client with the layers around it that every request of a conversation goes through.</param>
internal sealed partial class LiveModel(ModelConfig config, IModelClient client, IChatClient chat, EventLoop loop) : IDisposable
{
    private readonly EventLoop _loop = loop;
    private readonly CancellationTokenSource _retired = new();
    private CancellationTokenSource _changed = new();
    private int _inFlight,
        _answering;
    private long? _answeredAt;
    private bool _recovering;
    private (TimeSpan First, TimeSpan Max) _cooldown;

    public ModelConfig Config { get; } = config;

    public string Name => Config.Name;

    /// <summary>What the provider offers beside answers: probes, descriptions.</summary>
    public IModelClient Client { get; } = client;

    /// <summary>Where requests of conversations go.</summary>
    public IChatClient Chat { get; } = chat;

    public ModelHealth Health { get; } = new(loop.Time) { MissingIsCheap = config.Provider == ModelProvider.Ollama };

    /// <summary>The other models of the same server: what one makes it load may push out another.</summary>
    public IReadOnlyList<LiveModel> Neighbours { get; set; } = [];

    // We begin by offering everything and learn from refusals: a server that accepts costs no question beforehand.

    /// <summary>False once the server said that it takes no tools: they are then described in the prompt.</summary>
    public bool TakesTools { get; private set; } = config.Tools ?? true;

    public bool TakesThink { get; private set; } = true;

    public bool TakesImages { get; private set; } = config.Images ?? true;

    /// <summary>Its last reply began with a thought that had no opening mark, because its template writes that into the prompt.</summary>
    public bool ThinksUnseen { get; set; }

    /// <summary>What the server has refused of <see cref="RequestOptions"/> beside tools, thinking and images.</summary>
    public IReadOnlySet<string> Refused { get; private set; } = new HashSet<string>();

    /// <summary>Tokens it reads: the configured number, or the smaller one that its server named when it refused a prompt.</summary>
    public int Context { get; private set; } = config.Context;

    /// <summary>What a character of instructions and tools costs in tokens; null until the server has counted. The least that was seen: the
    /// rest was conversation.</summary>
    public double? FixedRate { get; private set; }

    /// <summary>Silence between two pieces of an answer. On this machine it has the patience of a first token: Ollama says nothing while it
    /// buffers a long call.</summary>
    public TimeSpan DefaultIdle => Config.Url is { IsLoopback: true } ? DefaultFirstToken : TimeSpan.FromSeconds(60);

    /// <summary>60 s to the first token, unless the model is on this machine, where a cold load on a Pi takes minutes.</summary>
    public TimeSpan DefaultFirstToken => Config.Url is { IsLoopback: true } ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(60);

    /// <summary>Stops offering the option that was refused; false when it was not offered or is unknown, so asking again would change
    /// nothing.</summary>
    public bool Drop(string? option)
    {
        switch (option)
        {
            case RequestOptions.Tools when TakesTools:
                TakesTools = false;
                return true;
            case RequestOptions.Think when TakesThink && Config.Think is not null:
                TakesThink = false;
                return true;
            case RequestOptions.Images when TakesImages:
                TakesImages = false;
                return true;
            case RequestOptions.MaxTokens or RequestOptions.MaxCompletionTokens when Config.MaxTokens is not null:
            case RequestOptions.Temperature when Config.Temperature is not null:
            case RequestOptions.StreamOptions when Config.Provider == ModelProvider.OpenAi:
            case RequestOptions.ContextSize or RequestOptions.Truncate or RequestOptions.Shift when Config.Provider == ModelProvider.Ollama:
            case RequestOptions.KeepAlive when Config.KeepAlive is not null:
                return Refuse(option);
            default:
                return false;
        }
    }

    // A new set each time: a request that is under way keeps what it was sent with.
    private bool Refuse(string option)
    {
        if (Refused.Contains(option))
        {
            return false;
        }
        Refused = Refused.Append(option).ToHashSet(StringComparer.Ordinal);
        return true;
    }

    /// <summary>Takes the server's word for how many tokens the model reads.</summary>
    public void LearnContext(int named) => Context = Math.Min(Context, named);

    /// <summary>Learns what instructions and tools cost from a prompt that had at most so many tokens of them.</summary>
    public void LearnFixedRate(double tokens, long characters)
    {
        if (characters > 0)
        {
            FixedRate = Math.Clamp(tokens / characters, 0.1, FixedRate ?? 1);
        }
    }

    /// <summary>Takes the model out of the chains and starts the probe that will bring it back.</summary>
    public void Failed(ModelFailure failure, ChainConfig chain)
    {
        _loop.VerifyAccess();
        _cooldown = (chain.Cooldown, chain.MaxCooldown);
        Health.Failed(failure, chain.Cooldown, chain.MaxCooldown);
        _changed.Cancel();
        if (Health.IsOut && !_recovering && !_retired.IsCancellationRequested)
        {
            _recovering = true;
            _loop.Track(RecoverAsync(), $"probe {Name}");
        }
    }

    /// <summary>Marks a request in flight: a reload lets it finish before the client is closed.</summary>
    public InUse Use()
    {
        _inFlight++;
        return new InUse(this);
    }

    /// <summary>Marks that it writes an answer. A neighbour's probe leaves it in its server's memory for some minutes from the end
    /// on.</summary>
    public Answering Answer()
    {
        _answering++;
        return new Answering(this);
    }

    /// <summary>No more probes; the client closes with its last request.</summary>
    public void Dispose()
    {
        _retired.Cancel();
        CloseIfIdle();
    }

    private void CloseIfIdle()
    {
        if (_inFlight == 0 && _retired.IsCancellationRequested)
        {
            Client.Dispose();
        }
    }

    internal readonly struct Answering(LiveModel model) : IDisposable
    {
        public void Dispose()
        {
            model._answering--;
            model._answeredAt = model._loop.Time.GetTimestamp();
        }
    }

    internal readonly struct InUse(LiveModel model) : IDisposable
    {
        public void Dispose()
        {
            model._inFlight--;
            model.CloseIfIdle();
        }
    }
}
