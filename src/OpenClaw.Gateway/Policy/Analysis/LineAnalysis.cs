using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Analysis;

/// <summary>What is known of a shell line before it runs.</summary>
internal sealed record LineAnalysis
{
    /// <summary>What is given to the shell: the parse printed back, or of an opaque line its own text.</summary>
    public required string Runs { get; init; }

    /// <summary>Why the line is opaque, with its column; null when it is understood.</summary>
    public required string? WhyOpaque { get; init; }

    public required EquatableArray<Effect> Effects { get; init; }

    /// <summary>Real paths of what would be executed, for <see cref="CallBinding.Executables"/>; wrapped commands included.</summary>
    public required EquatableArray<string> Executables { get; init; }

    /// <summary>Real paths whose content decides what happens: programs outside the search path, scripts that an interpreter is
    /// given.</summary>
    public required EquatableArray<string> Scripts { get; init; }

    /// <summary>What the line runs and no hash can hold, each a sentence for whoever is asked.</summary>
    public EquatableArray<string> Unbound { get; init; } = [];
}
