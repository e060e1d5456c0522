namespace OpenClaw.Policy.Patterns;

/// <summary>What the relative paths of patterns and words start at. All are absolute real paths.</summary>
/// <param name="Folder">Where the command runs.</param>
internal sealed record PatternPlace(string Workspace, string Home, string Folder)
{
    public PatternPlace(string workspace, string home)
        : this(workspace, home, workspace) { }

    public bool IsInside(string path) => PathPattern.IsBelow(path, Workspace) || PathPattern.IsBelow(path, Folder);
}
