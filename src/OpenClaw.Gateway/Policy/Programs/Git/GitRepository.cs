using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>A repository that git might take. Looks at the file system; call it away from the loop.</summary>
/// <param name="Directory">Its <c>.git</c>, or the bare repository itself.</param>
/// <param name="Common">Where its configuration lies: another folder for a linked working tree.</param>
/// <param name="Top">The working tree; null for a bare one.</param>
internal sealed record GitRepository(string Directory, string Common, string? Top)
{
    /// <summary>What leads git to another folder, for the question; null for a plain repository.</summary>
    public string? Doubt { get; private init; }

    /// <summary>git stops its search here for certain. It passes by a folder that lacks one of these, so a doubt means no.</summary>
    public bool IsWhole => Doubt is null && HasHead && IsPlainFolder("objects") && IsPlainFolder("refs");

    public static GitRepository Of(string directory, string? top)
    {
        var file = directory + "/commondir";
        if (!GitFile.IsThere(file))
        {
            return new(directory, directory, top) { Doubt = GitFile.IsLink(directory) ? $"{directory} is a link" : null };
        }
        var common = GitFile.Text(file) is { } text ? RealPath.Of(text.TrimEnd('\n', '\r'), directory) : null;
        return new(directory, common ?? directory, top) { Doubt = $"{file} leads git to another folder" };
    }

    /// <summary>What a file <c>.git</c> names. git would go there, and so does the look; that it does is said.</summary>
    public static GitRepository Behind(string file, string top)
    {
        const string prefix = "gitdir:";
        var text = GitFile.Text(file)?.TrimEnd('\n', '\r');
        var target =
            text?.StartsWith(prefix, StringComparison.Ordinal) == true ? RealPath.Of(text[prefix.Length..].TrimStart(' '), top) : null;
        return Of(target ?? file, top) with { Doubt = $"{file} is no folder and leads git to another one" };
    }

    /// <summary>Whether the folder itself may be a bare repository, with folders of its own or with those that <c>commondir</c>
    /// names.</summary>
    public static bool IsBare(string folder) =>
        GitFile.IsThere(folder + "/HEAD")
        && (
            GitFile.IsThere(folder + "/commondir")
            || (System.IO.Directory.Exists(folder + "/objects") && System.IO.Directory.Exists(folder + "/refs"))
        );

    /// <summary>Every repository that git might take from a folder. git passes by one that is not whole and goes on upwards, so all up to the
    /// first whole one count.</summary>
    public static IReadOnlyList<GitRepository> From(string folder)
    {
        var found = new List<GitRepository>();
        for (var at = folder; ; at = Path.GetDirectoryName(at)!)
        {
            var dot = at.TrimEnd('/') + "/.git";
            if (System.IO.Directory.Exists(dot))
            {
                found.Add(Of(dot, at));
            }
            else if (GitFile.IsThere(dot))
            {
                found.Add(Behind(dot, at));
            }
            if (found.Count > 0 && found[^1].IsWhole)
            {
                return found;
            }
            // safe.bareRepository=explicit makes git pass by a bare one; an old git does not know that setting. So it counts, and so does
            // what lies above.
            if (IsBare(at))
            {
                found.Add(Of(at, null));
            }
            if (at == "/")
            {
                return found;
            }
        }
    }

    private bool HasHead =>
        GitFile.Text(Directory + "/HEAD") is { } head
        && !GitFile.IsLink(Directory + "/HEAD")
        && (
            head.StartsWith("ref: refs/", StringComparison.Ordinal)
            || (head.Length >= 40 && head.AsSpan(0, 40).IndexOfAnyExcept("0123456789abcdef") < 0)
        );

    private bool IsPlainFolder(string name)
    {
        var path = $"{Directory}/{name}";
        return System.IO.Directory.Exists(path)
            && !GitFile.IsLink(path)
            && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0);
    }
}
