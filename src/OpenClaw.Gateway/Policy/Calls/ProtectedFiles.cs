using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy.Calls;

/// <summary>
/// Knows the protected files by which file they are and not only by where they lie: a hard link is another name of the same file, and as
/// protected as the first. Looks at the file system, and at more than one file only where a file has more than one name; call it away from
/// the loop. </summary>
internal sealed class ProtectedFiles
{
    // The state is small; this only bounds what a folder that was named by mistake may cost.
    private const int MaxFiles = 10_000;

    private readonly Lazy<Dictionary<(ulong Inode, uint Major, uint Minor), (string Path, bool Closed)>> _known;

    private readonly Lazy<IReadOnlyList<PathPattern>> _closing;
    private readonly Func<string, bool, bool> _isProtected;
    private readonly IReadOnlyList<string> _closed;

    private ProtectedFiles(
        IReadOnlyList<string> closed,
        IReadOnlyList<string> readOnly,
        Func<IReadOnlyList<PathPattern>> closing,
        Func<string, bool, bool> isProtected
    )
    {
        _known = new(() => Look(closed, readOnly));
        _closing = new(closing);
        _isProtected = isProtected;
        _closed = closed;
    }

    public static ProtectedFiles None { get; } = new([], [], () => [], (_, _) => false);

    /// <summary>Those of one configuration as they are now. Made anew for each call: files come and go.</summary>
    /// <param name="workspace">Where relative patterns of rules begin.</param>
    public static ProtectedFiles Of(PolicySet policies, string workspace) =>
        new(
            policies.Forbidden,
            policies.ReadOnly,
            () => Closing(policies, workspace),
            (path, writes) => Protection.WhyProtected(policies, path, writes) is not null
        );

    /// <summary>Tells of paths below a folder whether they are protected, or a rule with paths closes them to commands that may read the
    /// folder itself.</summary>
    public Func<string, bool> ClosedBelow(string folder)
    {
        var closing = PathPattern.AnyOnTheWayDown([.. _closing.Value.Where(pattern => !pattern.Matches(folder))]);
        return path => _isProtected(path, false) || closing(path) || OtherNameOf(path) is not null;
    }

    /// <summary>Whether anything below the folder can be closed at all, apart from other names of protected files.</summary>
    public bool MayCloseBelow(string folder) =>
        _closing.Value.Any(pattern => !pattern.Matches(folder)) || _closed.Any(path => PathPattern.IsBelow(path, folder));

    /// <summary>Whether no tool writes the file.</summary>
    public bool IsKept(string path) => _isProtected(path, true);

    /// <summary>The protected path that the file at this path has too; null when it has no other name, or none that is protected.</summary>
    public string? OtherNameOf(string path) => Find(FileIdentity.Of(path)) is { } found && found.Path != path ? found.Path : null;

    /// <summary>Whether an open file is one that no tool may read: what its name led to when it was looked at may have been exchanged
    /// since.</summary>
    public bool IsClosed(int descriptor) => Find(FileIdentity.Of(descriptor)) is { Closed: true };

    private (string Path, bool Closed)? Find(FileIdentity? file) =>
        file is { Links: > 1, IsFolder: false } linked
        && _known.Value.TryGetValue((linked.Inode, linked.Major, linked.Minor), out var found)
            ? found
            : null;

    private static Dictionary<(ulong Inode, uint Major, uint Minor), (string Path, bool Closed)> Look(
        IReadOnlyList<string> closed,
        IReadOnlyList<string> readOnly
    )
    {
        var known = new Dictionary<(ulong Inode, uint Major, uint Minor), (string Path, bool Closed)>();
        foreach (
            var (path, isClosed) in closed
                .SelectMany(Files)
                .Select(static p => (p, true))
                .Concat(readOnly.SelectMany(Files).Select(static p => (p, false)))
        )
        {
            if (FileIdentity.Of(path) is { } file)
            {
                known.TryAdd((file.Inode, file.Major, file.Minor), (path, isClosed));
            }
        }

        return known;
    }

    // Of every policy: which of them counts is for the gate to say, and a path too many is only looked at there.
    private static IReadOnlyList<PathPattern> Closing(PolicySet policies, string workspace) =>
        [
            .. policies
                .Policies.Values.SelectMany(static policy => policy.Rules)
                .Where(static rule =>
                    rule.Action != PolicyAction.Allow
                    && (rule.Match.Tools.IsEmpty || rule.Match.Tools.Any(static tool => tool == "exec" || tool.Contains('*')))
                )
                .SelectMany(static rule => rule.Match.Paths)
                .Distinct()
                .Select(path => PathPattern.Parse(path, workspace, policies.Home)),
        ];

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return [path];
        }
        var every = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
            IgnoreInaccessible = true,
        };
        return Directory.EnumerateFiles(path, "*", every).Take(MaxFiles);
    }
}
