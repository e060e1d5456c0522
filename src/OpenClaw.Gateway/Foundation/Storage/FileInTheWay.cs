namespace OpenClaw.Foundation.Storage;

/// <summary>Finds the file that keeps a folder from being made: at its path, or where a folder above it should be.</summary>
internal static class FileInTheWay
{
    /// <summary>Null when no file is.</summary>
    public static string? Of(string folder)
    {
        for (var path = folder; path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
