namespace OpenClaw.Config.Tables.Models;

/// <summary>What happens when every model of a chain has failed.</summary>
internal enum OnExhausted
{
    Reply,
    Wait,
}

/// <summary><c>[chains.NAME]</c>: models in the order they are tried, inside one turn.</summary>
internal sealed record ChainConfig
{
    public required string Name { get; init; }
    public required EquatableArray<string> Models { get; init; }
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Null: 60 s, and 10 minutes for a model on a loopback address (cold loads and long prompts are slow on a Pi).</summary>
    public TimeSpan? FirstTokenTimeout { get; init; }

    /// <summary>Null: 60 s, and 10 minutes for a model on a loopback address (Ollama says nothing while it buffers a long call).</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The first cooldown of a failed model; doubles up to <see cref="MaxCooldown"/>.</summary>
    public TimeSpan Cooldown { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan MaxCooldown { get; init; } = TimeSpan.FromMinutes(10);
    public OnExhausted OnExhausted { get; init; } = OnExhausted.Reply;
    public required SourceSpan Span { get; init; }
}
