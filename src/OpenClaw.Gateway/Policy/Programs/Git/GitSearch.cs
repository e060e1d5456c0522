namespace OpenClaw.Policy.Programs.Git;

/// <summary>Every repository that git might take from a folder. git passes by one that is not whole and goes on upwards, so all up to the
/// first whole one count.</summary>
internal static class GitSearch
{
    public static IReadOnlyList<GitRepository> From(string folder)
    {
        var found = new List<GitRepository>();
        for (var at = folder; ; at = Path.GetDirectoryName(at)!)
        {
            var dot = at.TrimEnd('/') + "/.git";
            if (Directory.Exists(dot))
            {
                found.Add(GitRepository.Of(dot, at));
            }
            else if (GitFile.IsThere(dot))
            {
                found.Add(GitRepository.Behind(dot, at));
            }
            if (found.Count > 0 && found[^1].IsWhole)
            {
                return found;
            }
            // safe.bareRepository=explicit makes git pass by a bare one; an old git does not know that setting. So it counts, and so does
            // what lies above.
            if (GitRepository.IsBare(at))
            {
                found.Add(GitRepository.Of(at, null));
            }
            if (at == "/")
            {
                return found;
            }
        }
    }
}
