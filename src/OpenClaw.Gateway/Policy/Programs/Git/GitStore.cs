namespace OpenClaw.Policy.Programs.Git;

/// <summary>Files of a repository, beside its configuration, that lead git to other folders and remotes.</summary>
internal static class GitStore
{
    private const long MaxLength = 32 * 1024 * 1024;

    // The mode 160000 of a submodule, and the mark of an index that keeps whole folders unread. Other bytes that look alike only mean one
    // more question.
    private static readonly byte[] s_submodule = [0, 0, 0xE0, 0];

    /// <returns>Null when it has none.</returns>
    public static string? Doubt(GitRepository repository, bool speaks)
    {
        string[] stores = [repository.Common + "/objects", repository.Common + "/refs", repository.Directory + "/HEAD"];
        if (stores.FirstOrDefault(path => GitFile.IsThere(path) && GitFile.IsLink(path)) is { } link)
        {
            return $"{link} is a link and leads git to another folder";
        }
        string[] alternates = [repository.Common + "/objects/info/alternates", repository.Common + "/objects/info/http-alternates"];
        if (alternates.FirstOrDefault(GitFile.IsThere) is { } alternate)
        {
            return $"{alternate} leads git to another folder";
        }
        string[] remotes = [repository.Common + "/branches", repository.Common + "/remotes"];
        return speaks && remotes.FirstOrDefault(HasAny) is { } old ? $"{old} names remotes that are not looked at" : null;
    }

    private static bool HasAny(string folder)
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Something is there that cannot be looked at.
            return true;
        }
    }

    /// <summary>Looks for submodules in the index, which has them without a <c>.gitmodules</c> too.</summary>
    /// <returns>Null when there is none.</returns>
    public static string? Submodules(string directory)
    {
        try
        {
            var shared = Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory, "sharedindex.*") : [];
            return shared.Prepend(directory + "/index").Where(GitFile.IsThere).Select(Submodule).FirstOrDefault(why => why is not null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{directory} cannot be read ({e.Message})";
        }
    }

    private static string? Submodule(string file)
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
