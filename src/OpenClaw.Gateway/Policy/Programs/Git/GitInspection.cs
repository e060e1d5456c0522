using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>
/// Reads every configuration that one run of git would read, those of submodules too, and looks for settings that run a program. Bounded in
/// files, size and depth; what cannot be read counts as a setting that runs one.
/// </summary>
internal sealed class GitInspection(string home, string verb)
{
    // These never look into a submodule, whatever the configuration says.
    private static readonly string[] s_blind = WordList.Of(
        """
        log show whatchanged rev-list rev-parse shortlog show-ref for-each-ref ls-tree cat-file reflog branch tag remote config ls-remote
        blame init clone version count-objects
        """
    );

    private static readonly string[] s_network = ["fetch", "pull", "push", "ls-remote", "clone"];

    private const int MaxFiles = 200;
    private const int MaxLength = 1024 * 1024;
    private const int MaxIncludes = 10;
    private const int MaxRepositories = 64;

    private string? _doubt;
    private bool _counts = true;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repositories = new(StringComparer.Ordinal);

    /// <summary>The setting and its file, for the question; null when nothing is run.</summary>
    public string? Why { get; private set; }

    /// <summary>What the configurations say of remotes.</summary>
    public GitRemotes Remotes { get; } = new();

    private bool Sees => !s_blind.Contains(verb);

    public void Look(IEnumerable<GitRepository> repositories)
    {
        foreach (var repository in repositories)
        {
            Repository(repository, 0);
        }
        File($"{home}/.gitconfig", own: true, 0);
        File($"{home}/.config/git/config", own: true, 0);
        // What certainly runs is the better answer.
        Why ??= _doubt;
    }

    private void Repository(GitRepository repository, int depth)
    {
        if (!_repositories.Add(repository.Directory))
        {
            return;
        }
        if (depth > MaxIncludes || _repositories.Count > MaxRepositories)
        {
            Why ??= $"the repositories in {repository.Directory} are too many to look at";
            return;
        }

        _counts = depth == 0 || Sees;
        Doubt(repository.Doubt);
        Doubt(GitStore.Doubt(repository, s_network.Contains(verb)));
        if (Sees)
        {
            Doubt(GitStore.Submodules(repository.Directory));
        }
        File(repository.Common + "/config", own: false, 0);
        File(repository.Common + "/config.worktree", own: false, 0);
        File(repository.Directory + "/config.worktree", own: false, 0);
        Modules(repository.Common + "/modules", depth);
        if (repository.Top is { } top)
        {
            Submodules(top, depth);
        }
    }

    // A submodule counts only for what looks into it.
    private void Doubt(string? why)
    {
        if (_counts)
        {
            _doubt ??= why;
        }
    }

    // git goes into submodules to see whether they were changed, with their own configuration.
    private void Submodules(string top, int depth)
    {
        var file = top + "/.gitmodules";
        var settings = Settings(file);
        if (settings is null && Sees)
        {
            _doubt ??= $"the submodules in {file} cannot be read";
        }
        foreach (var setting in settings ?? [])
        {
            if (
                setting is { Section: "submodule", Name: "path", Value: { Length: > 0 } path }
                && RealPath.Of(path, top) is { } folder
                && GitFile.IsThere(folder + "/.git")
            )
            {
                foreach (var inner in GitRepository.From(folder))
                {
                    Repository(inner, depth + 1);
                }
            }
        }
    }

    private void Modules(string folder, int depth)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }
        try
        {
            var folders = Directory.EnumerateDirectories(folder).Take(MaxRepositories + 1).ToArray();
            if (depth > MaxIncludes || folders.Length > MaxRepositories)
            {
                Why ??= $"the repositories in {folder} are too many to look at";
            }
            foreach (var inner in depth > MaxIncludes ? [] : folders)
            {
                if (System.IO.File.Exists(inner + "/config"))
                {
                    Repository(GitRepository.Of(inner, null), depth + 1);
                }
                else
                {
                    Modules(inner, depth + 1);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Why ??= $"{folder} cannot be read ({e.Message})";
        }
    }

    private void File(string path, bool own, int depth)
    {
        if (!_seen.Add(path) || !Path.Exists(path))
        {
            return;
        }
        if (_seen.Count > MaxFiles || depth > MaxIncludes || Settings(path, own) is not { } settings)
        {
            Why ??= $"the configuration of git in {path} cannot be read";
            return;
        }

        foreach (var setting in settings)
        {
            if (own ? GitKeys.RunsFromOwn(setting, verb) : GitKeys.Runs(setting, verb))
            {
                Why ??= $"git runs what {setting.Key} in {path} says";
            }
            if (!own && (GitKeys.LeadsElsewhere(setting) || (setting.Section == "url" && s_network.Contains(verb))))
            {
                Doubt($"{setting.Key} in {path} leads git to another file, folder or host");
            }
            if (setting is { Section: "include" or "includeif", Name: "path", Value: { Length: > 0 } included })
            {
                Include(included, path, own, depth + 1);
            }
            Remotes.Add(setting);
        }
    }

    // Conditions are not looked at: an include that does not count now may count for the next branch.
    private void Include(string path, string from, bool own, int depth)
    {
        if (Included(path, from) is { } file)
        {
            File(file, own, depth);
        }
        else
        {
            Why ??= $"which file include.path in {from} names cannot be told";
        }
    }

    // git fills in homes of other users and its own prefix, and it takes the folder through links, as the kernel does; so only a plain path
    // is followed.
    private string? Included(string path, string from)
    {
        if (path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = $"{home}/{path[2..]}";
        }
        var isPlain =
            path.AsSpan().IndexOfAnyExceptInRange(' ', '}') < 0
            && path[0] is not (' ' or '~')
            && path[^1] is not (' ' or '/' or '.')
            && !path.Contains("%(", StringComparison.Ordinal);
        var slash = path.LastIndexOf('/');
        var folder =
            !isPlain ? null
            : slash < 0 ? RealPath.Of(Path.GetDirectoryName(from)!, "/")
            : RealPath.Of(path[..(slash + 1)], Path.GetDirectoryName(from)!);
        return folder is null ? null : $"{folder.TrimEnd('/')}/{path[(slash + 1)..]}";
    }

    private static IReadOnlyList<GitSetting>? Settings(string path, bool own = false)
    {
        try
        {
            if (!Path.Exists(path))
            {
                return [];
            }
            if (RealPath.Of(path, "/") is not { } real || Directory.Exists(real) || new FileInfo(real).Length > MaxLength)
            {
                return null;
            }
            // A pipe or a device looks like an empty file, and to open it might never end.
            if (new FileInfo(real).Length == 0)
            {
                return own ? [] : null;
            }
            return GitConfigText.Read(System.IO.File.ReadAllText(real, Encoding.UTF8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
