using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy;

/// <summary>What the gate says of a call, which rule said it, and every rule it looked at on the way.</summary>
internal sealed record Verdict
{
    public required PolicyAction Action { get; init; }

    /// <summary>The deciding rule's name, <c>default</c> for a policy's default, or a built-in one's (<c>protected path</c>, <c>no such
    /// policy</c>).</summary>
    public required string Rule { get; init; }

    /// <summary>Where that rule stands.</summary>
    public required SourceSpan Span { get; init; }

    public string? Reason { get; init; }

    /// <summary>The effect that was decided strictest.</summary>
    public required Effect Effect { get; init; }

    public required EquatableArray<TraceStep> Trace { get; init; }
}

/// <summary>One rule looked at for one effect.</summary>
internal sealed record TraceStep(Effect Effect, string Rule, SourceSpan Span, PolicyAction Action, bool Matched, string Note);
