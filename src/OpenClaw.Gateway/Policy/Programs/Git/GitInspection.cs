using System.Text;
using OpenClaw.Policy.Analysis;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>
/// Reads every configuration that one run of git would read, those of submodules too, and looks for settings that run a program. Bounded in files, size and depth;
/// what cannot be read counts as a setting that runs one.
/// </summary>
internal sealed class GitInspection(string home, string verb)
{
    private const int MaxFiles = 200;
    private const int MaxLength = 1024 * 1024;
    private const int MaxIncludes = 10;
    private const int MaxRepositories = 64;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _repositories = new(StringComparer.Ordinal);

    /// <summary>The setting and its file, for the question; null when nothing is run.</summary>
    public string? Why { get; private set; }

    /// <summary>The addresses of all remotes.</summary>
    public List<string> Remotes { get; } = [];

    /// <summary>An address may stand for another one.</summary>
    public bool Rewrites { get; private set; }

    /// <summary>The hosts of all remotes; a star where an address may stand for another one.</summary>
    public IEnumerable<string> Hosts()
    {
        foreach (var address in Remotes)
        {
            var colon = address.IndexOf(':');
            var isUrl = address.Contains("://", StringComparison.Ordinal);
            if (Rewrites || address.Contains("::", StringComparison.Ordinal))
                yield return "*";
            else if (isUrl && !address.StartsWith("file:", StringComparison.Ordinal))
                yield return HostName.Of(address) ?? "*";
            else if (!isUrl && colon > 0 && address.AsSpan(0, colon).IndexOf('/') < 0)
                yield return HostName.Of(address[..colon]) ?? "*";
        }
    }

    public void Look(GitRepository? repository)
    {
        if (repository is not null)
            Repository(repository, 0);
        File($"{home}/.gitconfig", own: true, 0);
        File($"{home}/.config/git/config", own: true, 0);
    }

    private void Repository(GitRepository repository, int depth)
    {
        if (!_repositories.Add(repository.Directory))
            return;
        if (depth > MaxIncludes || _repositories.Count > MaxRepositories)
        {
            Why ??= $"the repositories in {repository.Directory} are too many to look at";
            return;
        }

        File(repository.Common + "/config", own: false, 0);
        File(repository.Common + "/config.worktree", own: false, 0);
        File(repository.Directory + "/config.worktree", own: false, 0);
        Modules(repository.Common + "/modules", depth);
        if (repository.Top is { } top)
            Submodules(top, depth);
    }

    // git goes into submodules to see whether they were changed, with their own configuration.
    private void Submodules(string top, int depth)
    {
        foreach (var setting in Settings(top + "/.gitmodules") ?? [])
        {
            if (setting is { Section: "submodule", Name: "path", Value: { Length: > 0 } path } && RealPath.Of(path, top) is { } folder
                && (Directory.Exists(folder + "/.git") || System.IO.File.Exists(folder + "/.git")) && GitRepository.Find(folder) is { } inner)
                Repository(inner, depth + 1);
        }
    }

    private void Modules(string folder, int depth)
    {
        if (!Directory.Exists(folder) || depth > MaxIncludes)
            return;
        try
        {
            foreach (var inner in Directory.EnumerateDirectories(folder).Take(MaxRepositories))
            {
                if (System.IO.File.Exists(inner + "/config"))
                    Repository(GitRepository.Of(inner, null), depth + 1);
                else
                    Modules(inner, depth + 1);
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
            return;
        if (_seen.Count > MaxFiles || depth > MaxIncludes || Settings(path, own) is not { } settings)
        {
            Why ??= $"the configuration of git in {path} cannot be read";
            return;
        }

        foreach (var setting in settings)
        {
            if (own ? GitKeys.RunsFromOwn(setting, verb) : GitKeys.Runs(setting, verb))
                Why ??= $"git runs what {setting.Key} in {path} says";
            if (setting is { Section: "include" or "includeif", Name: "path", Value: { Length: > 0 } included })
                File(Included(included, path), own, depth + 1);
            if (setting is { Section: "remote", Name: "url" or "pushurl", Value: { } address })
                Remotes.Add(address);
            Rewrites |= setting.Section == "url";
        }
    }

    // Conditions are not looked at: an include that does not count now may count for the next branch.
    private string Included(string path, string from) => path.StartsWith("~/", StringComparison.Ordinal) ? $"{home}/{path[2..]}"
        : Path.GetFullPath(path, Path.GetDirectoryName(from)!);

    private static IReadOnlyList<GitSetting>? Settings(string path, bool own = false)
    {
        try
        {
            if (!Path.Exists(path))
                return [];
            if (RealPath.Of(path, "/") is not { } real || Directory.Exists(real) || new FileInfo(real).Length > MaxLength)
                return null;
            // A pipe or a device looks like an empty file, and to open it might never end.
            if (new FileInfo(real).Length == 0)
                return own ? [] : null;
            return GitConfigText.Read(System.IO.File.ReadAllText(real, Encoding.UTF8));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
