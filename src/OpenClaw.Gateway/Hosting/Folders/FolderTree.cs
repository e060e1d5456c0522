namespace OpenClaw.Hosting.Folders;

/// <summary>Copies a folder with what is below it to another mount, and removes one. Links are never followed.</summary>
internal static class FolderTree
{
    private const UnixFileMode OwnersOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The shipped unit lets nobody set these, and a copy that has another owner must not have them.
    private const UnixFileMode Privileged = UnixFileMode.SetUser | UnixFileMode.SetGroup;

    /// <returns>The first thing of it that cannot be copied and then removed, and what to do; null when all can.</returns>
    public static string? WhyNotCopied(string folder)
    {
        var top = Identity(folder);
        var names = new Dictionary<FileIdentity, (uint Links, uint Found, string Path)>();
        foreach (var entry in Entries(folder).Prepend(new DirectoryInfo(folder)))
        {
            var what = Identity(entry.FullName);
            // What lies on another disk is neither ours to copy to this one nor to remove there.
            if (what.IsMounted || (what.Major, what.Minor) != (top.Major, top.Minor))
            {
                return $"something is mounted at {entry.FullName}. Unmount it, start the gateway again, and mount it at the new place";
            }
            if (what.IsFolder)
            {
                continue;
            }
            if (!what.IsPlainFile)
            {
                return $"{entry.FullName} is neither file, folder nor link. Remove it, then start the gateway again";
            }
            names[what] = (what.Links, names.GetValueOrDefault(what).Found + 1, entry.FullName);
        }

        // The other name may be that of a protected file, and its protection ends where the file is another.
        var shared = names.Values.FirstOrDefault(static n => n.Links > n.Found).Path;
        return shared is null
            ? null
            : $"{shared} is a hard link to a file elsewhere. Remove it or make a file of its own of it, then start the gateway again";
    }

    /// <summary>With modes, times and links. Names that share a file within the folder become files of their own.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to, OwnersOnly);
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            var target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
            {
                Link(target, link, entry.LastWriteTimeUtc);
            }
            else if (entry is DirectoryInfo)
            {
                Copy(entry.FullName, target);
            }
            // Keeps mode and times itself.
            else
            {
                File.Copy(entry.FullName, target);
            }
        }

        // Last: filling the folder changes its time, and a folder that is closed cannot be filled.
        Directory.SetLastWriteTimeUtc(to, Directory.GetLastWriteTimeUtc(from));
        File.SetUnixFileMode(to, File.GetUnixFileMode(from) & ~Privileged);
    }

    /// <summary>Also where a folder of it lets nobody write. Does nothing when it is not there.</summary>
    public static void Remove(string folder)
    {
        var top = new DirectoryInfo(folder);
        if (top.LinkTarget is not null)
        {
            File.Delete(folder);
        }
        if (top.LinkTarget is not null || !top.Exists)
        {
            return;
        }
        Open(folder);
        Directory.Delete(folder, recursive: true);
    }

    private static void Open(string folder)
    {
        var mode = File.GetUnixFileMode(folder);
        if ((mode & OwnersOnly) != OwnersOnly)
        {
            File.SetUnixFileMode(folder, mode | OwnersOnly);
        }
        foreach (var below in new DirectoryInfo(folder).EnumerateDirectories().Where(static d => d.LinkTarget is null))
        {
            Open(below.FullName);
        }
    }

    private static void Link(string path, string target, DateTime time)
    {
        File.CreateSymbolicLink(path, target);
        File.SetLastWriteTimeUtc(path, time);
    }

    // Without links.
    private static IEnumerable<FileSystemInfo> Entries(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(static e => e.LinkTarget is null))
        {
            yield return entry;
            if (entry is not DirectoryInfo)
            {
                continue;
            }
            foreach (var below in Entries(entry.FullName))
            {
                yield return below;
            }
        }
    }

    private static FileIdentity Identity(string path) => FileIdentity.Of(path) ?? throw new IOException($"{path} cannot be looked at");
}
