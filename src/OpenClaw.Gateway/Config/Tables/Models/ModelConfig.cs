using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Models;

/// <summary>The providers this build speaks.</summary>
internal enum ModelProvider
{
    Ollama,
    OpenAi,
    Scripted,
}

/// <summary><c>[models.NAME]</c>: one model as the operator described it.</summary>
internal sealed record ModelConfig
{
    public required string Name { get; init; }
    public required ModelProvider Provider { get; init; }

    /// <summary>The server's base address; null for <c>scripted</c>.</summary>
    public Uri? Url { get; init; }

    /// <summary>What the server calls the model; for <c>scripted</c> the name is free.</summary>
    public required string Model { get; init; }

    public Secret? ApiKey { get; init; }

    /// <summary>Tokens; sent as num_ctx to Ollama, and the transcript is compacted to fit.</summary>
    public int Context { get; init; } = 8192;

    /// <summary>Tokens an answer may have; null leaves it to the server.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>How long Ollama keeps the model loaded; null leaves it to the server, negative means for ever.</summary>
    public TimeSpan? KeepAlive { get; init; }

    public double? Temperature { get; init; }

    /// <summary>Whether the model is asked to think; null does not say.</summary>
    public bool? Think { get; init; }

    /// <summary>Whether tools are sent natively; false asks for them in text; null finds out.</summary>
    public bool? Tools { get; init; }

    /// <summary>Whether images are sent; null finds out.</summary>
    public bool? Images { get; init; }

    /// <summary>What its tokens cost; null for a model that costs nothing.</summary>
    public ModelPrice? Price { get; init; }

    /// <summary>Path of the script, for <c>scripted</c>; null takes the built-in one.</summary>
    public string? Script { get; init; }

    public required SourceSpan Span { get; init; }
}
