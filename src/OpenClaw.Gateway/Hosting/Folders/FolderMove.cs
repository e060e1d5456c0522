namespace OpenClaw.Hosting.Folders;

/// <summary>
/// Moves one folder: by a rename, or where another mount lies between (systemd mounts each <c>StateDirectory</c> of its own) by a copy. The
/// copy is made under a name beside the target and renamed when it is whole and on the disk; then the old folder is renamed, and removed
/// under its new name. A process that is killed anywhere leaves the old folder whole or the new one, and the next start goes on.
/// </summary>
internal static class FolderMove
{
    private const int CrossDevice = 18,
        NoSpace = 28,
        QuotaExceeded = 122;

    /// <summary>Lies in the old folder from when its copy is whole: a target that holds files is that copy then.</summary>
    private const string Mark = ".openclaw-copied";

    /// <returns>Why it was not moved and what to do, without the last dot; null when it was.</returns>
    public static string? WhyNotMoved(string from, string to)
    {
        try
        {
            if (IsCopied(from, to))
            {
                return RemoveOld(from);
            }
            FolderTree.Remove(Half(to));
            if (WhatIsInTheWay(from, to) is { } why)
            {
                return why;
            }
            Directory.CreateDirectory(
                Path.GetDirectoryName(to)!,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
            // Made by a turn that came before the move, and empty.
            if (Directory.Exists(to))
            {
                Directory.Delete(to);
            }
            return Rename(from, to) ? null : FolderTree.WhyNotCopied(from) ?? Copy(from, to);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.HResult is NoSpace or QuotaExceeded
                ? $"there is no room for a copy in {Path.GetDirectoryName(to)}. Make room, then start the gateway again"
                : $"{e.Message.TrimEnd('.')}. Mend that, then start the gateway again";
        }
    }

    /// <summary>Whether a folder is an old one whose copy is in place.</summary>
    public static bool IsRest(string folder) =>
        Path.GetFileName(folder) is ['.', ..] name && name.EndsWith(".copied", StringComparison.Ordinal);

    /// <summary>Removes what a start that was killed had left of an old folder.</summary>
    /// <returns>Why it could not be removed and what to do.</returns>
    public static string? RemoveRest(string from) => RemoveFolder(Rest(from));

    private static string Half(string to) => Path.Combine(Path.GetDirectoryName(to)!, $".{Path.GetFileName(to)}.half");

    private static string Rest(string from) => Path.Combine(Path.GetDirectoryName(from)!, $".{Path.GetFileName(from)}.copied");

    private static bool HoldsFiles(string folder) => Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    private static bool IsCopied(string from, string to)
    {
        var mark = Path.Combine(from, Mark);
        if (!File.Exists(mark))
        {
            return false;
        }
        if (File.ReadAllText(mark) == to && !Directory.Exists(Half(to)) && HoldsFiles(to))
        {
            return true;
        }
        // The kill came before the copy was renamed, so it is made again.
        File.Delete(mark);
        return false;
    }

    private static string? WhatIsInTheWay(string from, string to)
    {
        if (HoldsFiles(to))
        {
            return $"{to} is there already and holds files. Bring what you need from {from} there by hand, then remove the old folder";
        }
        if (new FileInfo(to).LinkTarget is not null)
        {
            return $"{to} is a link. Move the folder by hand to where the link shall lead, or remove the link and start the gateway again";
        }
        return FileInTheWay.Of(to) is { } file
            ? $"{file} is a file and in the way. Move the file to another place, then start the gateway again"
            : null;
    }

    /// <returns>False when another mount lies between.</returns>
    private static bool Rename(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
            return true;
        }
        catch (IOException e) when (e.HResult == CrossDevice)
        {
            return false;
        }
    }

    private static string? Copy(string from, string to)
    {
        var (half, mark, placed) = (Half(to), Path.Combine(from, Mark), false);
        try
        {
            FolderTree.Copy(from, half);
            Durable.FlushFileSystem(half);
            File.WriteAllText(mark, to);
            Durable.FlushFile(mark);
            Durable.FlushDirectory(from);
            Directory.Move(half, to);
            placed = true;
            Durable.FlushDirectory(Path.GetDirectoryName(to)!);
        }
        catch
        {
            // The mark first: without the half it would say that the target is the copy.
            if (!placed)
            {
                File.Delete(mark);
            }
            FolderTree.Remove(half);
            throw;
        }

        return RemoveOld(from);
    }

    private static string? RemoveOld(string from)
    {
        if (RemoveRest(from) is { } why)
        {
            return why;
        }
        Directory.Move(from, Rest(from));
        Durable.FlushDirectory(Path.GetDirectoryName(from)!);
        return RemoveRest(from);
    }

    public static string? RemoveFolder(string folder)
    {
        try
        {
            FolderTree.Remove(folder);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"its copy is whole, but what is left of the old folder, {folder}, cannot be removed: {e.Message.TrimEnd('.')}. Remove it by hand";
        }
    }
}
