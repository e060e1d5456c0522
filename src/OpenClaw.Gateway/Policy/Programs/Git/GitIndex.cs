namespace OpenClaw.Policy.Programs.Git;

/// <summary>Looks for submodules in the index of a repository, which has them without a <c>.gitmodules</c> too.</summary>
internal static class GitIndex
{
    private const long MaxLength = 32 * 1024 * 1024;

    // The mode 160000 of a submodule, and the mark of an index that keeps whole folders unread. Other bytes that look alike only mean one
    // more question.
    private static readonly byte[] s_submodule = [0, 0, 0xE0, 0];

    /// <returns>Null when there is none.</returns>
    public static string? Doubt(string directory)
    {
        try
        {
            var shared = Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory, "sharedindex.*") : [];
            return shared.Prepend(directory + "/index").Where(GitFile.IsThere).Select(Of).FirstOrDefault(why => why is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{directory} cannot be read ({e.Message})";
        }
    }

    private static string? Of(string file)
    {
        if (GitFile.IsLink(file) || GitFile.Bytes(file, MaxLength) is not { } bytes)
        {
            return $"{file} cannot be looked through for submodules";
        }
        return bytes.AsSpan().IndexOf(s_submodule) >= 0 || bytes.AsSpan().IndexOf("sdir"u8) >= 0
            ? $"{file} has a submodule, whose configuration may run a program"
            : null;
    }
}
