namespace OpenClaw.Policy.Programs.Git;

/// <summary>Files of a repository, beside its configuration, that lead git to other folders and remotes.</summary>
internal static class GitStore
{
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
}
