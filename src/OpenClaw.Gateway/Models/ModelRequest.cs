using Microsoft.Extensions.AI;

namespace OpenClaw.Models;

/// <summary>What a turn asks of its chain.</summary>
internal sealed record ModelRequest
{
    /// <summary>System prompt first, then the transcript; it only grows at its end, so that a server can keep its cache.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The tools the policy leaves, in a fixed order.</summary>
    public required IReadOnlyList<ToolSpec> Tools { get; init; }

    /// <summary>Makes the transcript shorter for a context of that many tokens; null when it cannot be made shorter. Asked once a request.</summary>
    public Func<int, CancellationToken, Task<IReadOnlyList<ChatMessage>?>>? Compact { get; init; }

    /// <summary>Why models with a price are passed over; null lets them be asked.</summary>
    public string? NothingToSpend { get; init; }

    /// <summary>A model chosen with <c>/model</c>: tried first, before the chain's own order.</summary>
    public string? Preferred { get; init; }
}

/// <summary>A tool as a model is told of it. <paramref name="Schema"/> is JSON schema text of its arguments.</summary>
internal sealed record ToolSpec(string Name, string Description, string Schema);
