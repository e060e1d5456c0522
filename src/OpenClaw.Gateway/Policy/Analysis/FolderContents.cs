using System.IO.Enumeration;
using OpenClaw.Policy.Calls;

namespace OpenClaw.Policy.Analysis;

/// <summary>
/// Looks for files that rules close below a folder which a command reads or copies whole, and for what the copy would bring: a repository
/// of git, or a file that no tool writes. Bounded in entries, and no link is followed: programs that do are asked for that. Looks at the
/// file system; call it away from the loop. </summary>
/// <param name="files">The files that are protected or closed.</param>
/// <param name="copies">Real paths of folders in which the content may appear; empty when nothing is copied.</param>
/// <param name="endings">The endings of the names that are read; empty for every name.</param>
internal sealed class FolderContents(ProtectedFiles files, IReadOnlyList<string> copies, IReadOnlyList<string> endings)
{
    private const int MaxEntries = 20_000;

    // More than a person reads through.
    private const int MaxFound = 16;

    private readonly List<string> _read = [];
    private readonly List<string> _written = [];
    private int _entries;

    /// <summary>Real paths that are closed, and read.</summary>
    public IReadOnlyList<string> Read => _read;

    /// <summary>Real paths that a copy would write, and that are git's own or protected.</summary>
    public IReadOnlyList<string> Written => _written;

    /// <returns>Why it cannot be told what is read; null when it can.</returns>
    public string? Look(string folder)
    {
        var closed = files.ClosedBelow(folder);
        var left = new Stack<string>([folder]);
        while (left.TryPop(out var at))
        {
            foreach (var (name, isFolder) in Entries(at))
            {
                var path = at == "/" ? $"/{name}" : $"{at}/{name}";
                if (++_entries > MaxEntries)
                {
                    return !files.MayCloseBelow(folder) && copies.Count == 0
                        ? null
                        : $"more than {MaxEntries} files and folders lie below {folder}, and whether a key is among them was not looked at";
                }
                var isClosed =
                    (isFolder || endings.Count == 0 || endings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)))
                    && closed(path);
                if (isClosed)
                {
                    _read.Add(path);
                }
                AddCopy(name, path[folder.TrimEnd('/').Length..], isFolder);
                if (_read.Count + _written.Count > MaxFound)
                {
                    return $"more than {MaxFound} files below {folder} are closed by a rule";
                }
                if (isFolder && !isClosed)
                {
                    left.Push(path);
                }
            }
        }

        return null;
    }

    private void AddCopy(string name, string below, bool isFolder)
    {
        foreach (var copy in copies)
        {
            var path = copy.TrimEnd('/') + below;
            if (name == ".git" || (!isFolder && files.IsKept(path)))
            {
                _written.Add(path);
            }
        }
    }

    private static IEnumerable<(string Name, bool IsFolder)> Entries(string folder)
    {
        var options = new EnumerationOptions
        {
            IgnoreInaccessible = true,
            AttributesToSkip = 0,
            ReturnSpecialDirectories = false,
        };
        try
        {
            return
            [
                .. new FileSystemEnumerable<(string, bool)>(
                    folder,
                    static (ref FileSystemEntry e) =>
                        (e.FileName.ToString(), e.IsDirectory && (e.Attributes & FileAttributes.ReparsePoint) == 0),
                    options
                ).Take(MaxEntries + 1),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or closed to this user, and so to the command.
            return [];
        }
    }
}
