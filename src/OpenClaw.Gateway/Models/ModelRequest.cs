using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;

namespace OpenClaw.Models;

/// <summary>What a turn asks of its chain.</summary>
internal sealed record ModelRequest
{
    /// <summary>System prompt first, then the transcript, of which <see cref="History"/> may have kept the beginning; it only grows at its
    /// end, so that a server can keep its cache.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The same conversation with what is kept of it; null where nothing is.</summary>
    public PromptHistory? History { get; init; }

    /// <summary>The tools the policy leaves, in a fixed order.</summary>
    public required IReadOnlyList<ToolSpec> Tools { get; init; }

    /// <summary>Makes the transcript shorter, to about that many characters beside prompt and tools; null when that leaves nothing
    /// out.</summary>
    public Func<int, CancellationToken, Task<IReadOnlyList<ChatMessage>?>>? Compact { get; init; }

    /// <summary>What the conversation's text costs; learns from every answer and refusal.</summary>
    public TokenRate Rate { get; init; } = new();

    /// <summary>Told what each reply has used, of those too that are thrown away or break off.</summary>
    public Action<ModelSpend>? Spend { get; init; }

    /// <summary>Why models with a price are passed over; null lets them be asked.</summary>
    public string? NothingToSpend { get; init; }

    /// <summary>A model chosen with <c>/model</c>: tried first, before the chain's own order.</summary>
    public string? Preferred { get; init; }
}
