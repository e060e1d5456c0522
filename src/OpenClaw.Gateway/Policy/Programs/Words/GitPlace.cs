namespace OpenClaw.Policy.Programs.Words;

/// <summary>Where one run of git looks for its repository, and what it does there.</summary>
/// <param name="Folder">Relative to where the command runs.</param>
/// <param name="GitDirectory">What <c>--git-dir</c> names; null when the repository is searched for.</param>
/// <param name="WorkTree">What <c>--work-tree</c> names.</param>
internal sealed record GitPlace(string Folder, string? GitDirectory, string? WorkTree, string Verb)
{
    /// <summary>Files of the working tree are written.</summary>
    public bool Changes { get; init; }

    /// <summary>The hosts of the remotes that the configuration has are spoken to.</summary>
    public bool Speaks { get; init; }

    /// <summary>The name of the remote that is spoken to; null when the configuration says it.</summary>
    public string? Remote { get; init; }
}
