namespace OpenClaw.Config.Reading;

/// <summary>Paths in configuration: <c>~</c> is the home folder, and what is relative is relative to the file it stands in.</summary>
internal static class FilePaths
{
    public static string Resolve(string path, string directory, string home)
    {
        if (path == "~")
        {
            return home;
        }
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = Path.Combine(home, path[2..]);
        }
        return Path.GetFullPath(path, directory);
    }

    /// <summary>A path as messages show it: relative to the folder one stands in when it lies below, else whole.</summary>
    public static string Show(string path, string directory)
    {
        var relative = Path.GetRelativePath(directory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }

    /// <summary>Whether a path is a folder, or lies below it.</summary>
    public static bool IsWithin(string path, string folder)
    {
        folder = folder.TrimEnd('/');
        return path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
    }
}
