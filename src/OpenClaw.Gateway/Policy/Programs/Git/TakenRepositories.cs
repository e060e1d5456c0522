using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>The repositories that git may take where it is run: those that it is told, or those that it finds on its way up.</summary>
/// <param name="Folder">Where git is run, as a real path.</param>
/// <param name="WorkTree">The working tree that is named; null when none is.</param>
internal sealed record TakenRepositories(string Folder, string? WorkTree, IReadOnlyList<GitRepository> All)
{
    /// <summary>The first working tree there is.</summary>
    public string? Top => All.FirstOrDefault(found => found.Top is not null)?.Top;

    /// <summary>The working tree that a verb changes; null where there is none.</summary>
    public string? Changed => WorkTree ?? Top;

    /// <summary>The folder that the paths of remotes are taken from.</summary>
    public string SpeaksFrom => All.Count > 0 && All[0].Top is { } top ? top : Folder;

    /// <param name="directory">The real path in which the line runs.</param>
    /// <param name="why">Why it cannot be told which repositories these are.</param>
    public static TakenRepositories? At(GitPlace place, string directory, out string? why)
    {
        why = "where git is run cannot be told";
        if (RealPath.Of(place.Folder, directory) is not { } folder)
        {
            return null;
        }
        var tree = place.WorkTree is { } given ? RealPath.Of(given, directory) : null;
        var named = place.GitDirectory is { } path ? RealPath.Of(path, directory) : null;
        if ((place.WorkTree is not null && tree is null) || (place.GitDirectory is not null && (named is null || File.Exists(named))))
        {
            why = "which repository git takes cannot be told";
            return null;
        }
        why = null;
        return new TakenRepositories(
            folder,
            tree,
            named is null
                ? [.. GitRepository.From(folder).Select(found => tree is null ? found : found with { Top = tree })]
                : [GitRepository.Of(named, tree ?? folder)]
        );
    }
}
