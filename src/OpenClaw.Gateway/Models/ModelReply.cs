using OpenClaw.Messages;

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

/// <summary>One call the model asks for. <paramref name="Arguments"/> is a JSON object that fits the tool's schema.</summary>
/// <param name="Id">Unique inside the reply; made by us where the server gives none.</param>
internal sealed record ToolCall(string Id, string Name, string Arguments)
{
    /// <summary>The id as the server gave it; null where it gave none. It goes back to that server and to no other.</summary>
    public string? ServerId { get; init; }

    /// <summary>JSON that the server hung on the call and wants back as it was (Gemini's <c>extra_content</c> with its thought signature);
    /// null for none.</summary>
    public string? Extra { get; init; }
}

/// <summary>Tokens as the server counted them; 0 where it does not say.</summary>
internal sealed record ModelUsage(int Input, int Output);
