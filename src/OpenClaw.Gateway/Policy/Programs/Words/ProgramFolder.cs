namespace OpenClaw.Policy.Programs.Words;

/// <summary>A folder of which a program reads all that lies below.</summary>
/// <param name="Word">The word as it is written, with the option it belongs to.</param>
/// <param name="Path">Relative to the folder in which the command runs.</param>
/// <param name="Row">The row that decided: table and option; null for a program without a table.</param>
internal sealed record ProgramFolder(string Word, string Path, string? Row)
{
    /// <summary>Where all of it is copied to, relative as <paramref name="Path"/>; null when it is only read, or copied to another
    /// host.</summary>
    public string? Copy { get; init; }

    /// <summary>The endings of the names that are read; empty for every name.</summary>
    public IReadOnlyList<string> Endings { get; init; } = [];
}
