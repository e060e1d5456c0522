namespace OpenClaw.Policy.Programs.Git;

/// <summary>Small files of a repository, read without ever opening a pipe or a device.</summary>
internal static class GitFile
{
    private const int MaxText = 8 * 1024;

    /// <summary>Something of this name is there, also a link that leads nowhere.</summary>
    public static bool IsThere(string path) => Path.Exists(path) || IsLink(path);

    public static bool IsLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget is not null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What may not be looked at is no plain file.
            return true;
        }
    }

    /// <returns>Null for what is missing, empty, too long or cannot be read: a pipe and a device have no length.</returns>
    public static string? Text(string path) => Bytes(path, MaxText) is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : null;

    /// <inheritdoc cref="Text"/>
    public static byte[]? Bytes(string path, long most)
    {
        try
        {
            var file = new FileInfo(path);
            var length =
                !file.Exists ? 0
                : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length
                : file.Length;
            return length > 0 && length <= most ? File.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The caller takes it for a file that git may read otherwise.
            return null;
        }
    }
}
