using System.Text.Json.Nodes;

namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>A chat that a <see cref="StrictOllama"/> has answered or refused.</summary>
/// <param name="Prompt">Tokens of the prompt as it came.</param>
/// <param name="Cached">How many of them the runner had computed before.</param>
/// <param name="IsCut">The server left out part of it, because nobody forbade that.</param>
/// <param name="IsShifted">It lost the beginning of its context while it wrote.</param>
internal sealed record OllamaChat(
    JsonNode Request,
    int Status,
    int Prompt,
    int Cached = 0,
    int Written = 0,
    bool IsCut = false,
    bool IsShifted = false
)
{
    /// <summary>Without the request, which is long.</summary>
    public override string ToString() =>
        $"{Status}: {Prompt} tokens, {Cached} cached, {Written} written{(IsCut ? ", cut" : "")}{(IsShifted ? ", shifted" : "")}";

    public string Model => (string)Request["model"]!;

    /// <summary>The summary that stands in place of what was said before; empty where nothing was left out.</summary>
    public string Summary =>
        Request["messages"]!
            .AsArray()
            .Select(static m => (string?)m!["content"] ?? "")
            .FirstOrDefault(static text => text.StartsWith("[what was said before", StringComparison.Ordinal))
        ?? "";
}
