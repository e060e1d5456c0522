namespace OpenClaw.Policy.Programs.Git;

/// <summary>Repositories below the working tree of another one. Bounded in folders; no link is followed. Looks at the file
/// system.</summary>
internal sealed class NestedRepositories
{
    private const int MaxFolders = 10_000;
    private const int MaxFound = 32;

    private readonly List<string> _found = [];

    /// <summary>The folders that hold a <c>.git</c>.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <returns>Whether all of it was looked at.</returns>
    public bool Look(string top)
    {
        var options = new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var left = new Stack<string>([top]);
        for (var count = 0; left.TryPop(out var at); count++)
        {
            if (count == MaxFolders || _found.Count == MaxFound)
            {
                return false;
            }
            if (at != top && GitFile.IsThere(at + "/.git"))
            {
                _found.Add(at);
            }
            try
            {
                foreach (
                    var folder in Directory
                        .EnumerateDirectories(at, "*", options)
                        .Where(static path => !path.EndsWith("/.git", StringComparison.Ordinal))
                )
                {
                    left.Push(folder);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone, or closed to this user, and so to git.
                continue;
            }
        }

        return true;
    }
}
