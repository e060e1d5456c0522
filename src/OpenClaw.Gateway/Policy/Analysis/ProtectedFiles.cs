using OpenClaw.Storage;

namespace OpenClaw.Policy.Analysis;

/// <summary>
/// Knows the protected files by which file they are and not only by where they lie: a hard link is another name of the same file, and as protected as the first.
/// Looks at the file system, and at more than one file only where a file has more than one name; call it away from the loop.
/// </summary>
internal sealed class ProtectedFiles
{
    // The state is small; this only bounds what a folder that was named by mistake may cost.
    private const int MaxFiles = 10_000;

    private readonly Lazy<Dictionary<(ulong Inode, uint Major, uint Minor), (string Path, bool Closed)>> _known;

    private ProtectedFiles(IReadOnlyList<string> closed, IReadOnlyList<string> readOnly) => _known = new(() => Look(closed, readOnly));

    public static ProtectedFiles None { get; } = new([], []);

    /// <summary>Those of one configuration as they are now. Made anew for each call: files come and go.</summary>
    public static ProtectedFiles Of(PolicySet policies) => new(policies.Forbidden, policies.ReadOnly);

    /// <summary>The protected path that the file at this path has too; null when it has no other name, or none that is protected.</summary>
    public string? OtherNameOf(string path) => Find(FileIdentity.Of(path)) is { } found && found.Path != path ? found.Path : null;

    /// <summary>Whether an open file is one that no tool may read: what its name led to when it was looked at may have been exchanged since.</summary>
    public bool IsClosed(int descriptor) => Find(FileIdentity.Of(descriptor)) is { Closed: true };

    private (string Path, bool Closed)? Find(FileIdentity? file) =>
        file is { Links: > 1, IsFolder: false } linked && _known.Value.TryGetValue((linked.Inode, linked.Major, linked.Minor), out var found) ? found : null;

    private static Dictionary<(ulong Inode, uint Major, uint Minor), (string Path, bool Closed)> Look(IReadOnlyList<string> closed, IReadOnlyList<string> readOnly)
    {
        var known = new Dictionary<(ulong Inode, uint Major, uint Minor), (string Path, bool Closed)>();
        foreach (var (path, isClosed) in closed.SelectMany(Files).Select(static p => (p, true)).Concat(readOnly.SelectMany(Files).Select(static p => (p, false))))
        {
            if (FileIdentity.Of(path) is { } file)
                known.TryAdd((file.Inode, file.Major, file.Minor), (path, isClosed));
        }

        return known;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        var every = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        return Directory.EnumerateFiles(path, "*", every).Take(MaxFiles);
    }
}
