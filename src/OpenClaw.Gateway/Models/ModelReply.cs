using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>A whole reply that ended cleanly: words, calls, or both.</summary>
internal sealed record ModelReply
{
    /// <summary>The name in the configuration of the model that gave it.</summary>
    public required string Model { get; init; }

    public required string Text { get; init; }

    /// <summary>What the model thought aloud; never sent back, never delivered.</summary>
    public string Thinking { get; init; } = "";

    public EquatableArray<ToolCall> Calls { get; init; } = [];
    public ModelUsage Usage { get; init; } = new(0, 0);
}

/// <summary>Tokens as the server counted them; 0 where it does not say.</summary>
internal sealed record ModelUsage(int Input, int Output);
