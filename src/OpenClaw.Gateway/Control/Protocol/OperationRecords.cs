using System.Text.Json;

namespace OpenClaw.Control;

internal sealed record ReloadResult
{
    public required bool Reloaded { get; init; }

    /// <summary>What differs from before, one line each; empty when nothing does.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>Errors and warnings as the operator reads them, place and caret included.</summary>
    public IReadOnlyList<string> Diagnostics { get; init; } = [];
}

internal sealed record LogsTailParams
{
    /// <summary>How many of the newest; 50 when absent.</summary>
    public int? Lines { get; init; }

    /// <summary>Send what comes afterwards as <c>log</c> notifications until the connection closes.</summary>
    public bool? Follow { get; init; }

    /// <summary><c>trace</c>, <c>debug</c>, <c>info</c>, <c>warning</c> or <c>error</c>: nothing less important.</summary>
    public string? Level { get; init; }
}

internal sealed record LogsTailResult(IReadOnlyList<string> Lines);

internal sealed record LogLine(string Line);

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
