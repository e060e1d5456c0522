using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Policies;

namespace OpenClaw.Policy.Calls;

/// <summary>Everything of a configuration that decides calls.</summary>
internal sealed record PolicySet
{
    public required IReadOnlyDictionary<string, PolicyConfig> Policies { get; init; }

    /// <summary>Sender addresses that count as <c>owners</c> in rules.</summary>
    public required EquatableArray<string> Owners { get; init; }

    /// <summary>Real paths no tool may write or read (state, secrets, control socket), directories with all below them.</summary>
    public required EquatableArray<string> Forbidden { get; init; }

    /// <summary>Real paths no tool may write (configuration, instruction files).</summary>
    public required EquatableArray<string> ReadOnly { get; init; }

    /// <summary>Real paths whose content every session is shown anyway (instruction files): reading them needs no rule, wherever they
    /// lie.</summary>
    public EquatableArray<string> Offered { get; init; } = [];

    /// <summary>Folders that people worked in before, and that could not be moved: no tool may write or read there.</summary>
    public EquatableArray<string> LeftBehind { get; init; } = [];

    /// <summary>Files that do not exist yet and would become configuration; no tool may write them. The folders are real paths.</summary>
    public EquatableArray<IncludePattern> ReadOnlyPatterns { get; init; } = [];

    /// <summary>The home directory that <c>~</c> stands for in path patterns.</summary>
    public required string Home { get; init; }
}
