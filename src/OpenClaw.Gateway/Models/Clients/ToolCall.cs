namespace OpenClaw.Models.Clients;

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
