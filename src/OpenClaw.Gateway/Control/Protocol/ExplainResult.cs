using System.Text.Json;

namespace OpenClaw.Control.Protocol;

/// <summary>Either a tool with arguments, or a shell line for <c>exec</c>.</summary>
internal sealed record ExplainParams
{
    public string? Session { get; init; }
    public string? Tool { get; init; }
    public JsonElement? Arguments { get; init; }
    public string? Command { get; init; }
}

internal sealed record ExplainResult
{
    /// <summary><c>allow</c>, <c>ask</c> or <c>deny</c>.</summary>
    public required string Action { get; init; }

    public string? Rule { get; init; }
    public string? Span { get; init; }
    public string? Reason { get; init; }
    public string? Policy { get; init; }
    public IReadOnlyList<string> Effects { get; init; } = [];
    public IReadOnlyList<ExplainStep> Trace { get; init; } = [];
}

/// <summary>One rule held against one effect.</summary>
internal sealed record ExplainStep
{
    public required string Effect { get; init; }
    public string? Rule { get; init; }
    public string? Span { get; init; }
    public required string Action { get; init; }
    public required bool Matched { get; init; }
    public string? Note { get; init; }
}
