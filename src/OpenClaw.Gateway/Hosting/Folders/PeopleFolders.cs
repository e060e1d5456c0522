using OpenClaw.Config.Tables;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Hosting.Folders;

/// <summary>
/// Moves people's workspaces out of the owners' at the start. A start that is killed in between leaves each in one place or the other, and
/// the next start moves the rest (<see cref="FolderMove"/>). What cannot be moved stays where it is, is told of at each start, and is
/// closed to every tool until then. </summary>
internal static class PeopleFolders
{
    /// <summary>Real paths of folders that still lie where people's workspaces were.</summary>
    public static IReadOnlyList<string> LeftBehind(AgentConfig agent) =>
        [.. Sessions(agent).Select(static folder => RealPath.Of(folder, "/") ?? folder)];

    /// <param name="moved">One line a folder that was moved.</param>
    /// <returns>One line a folder that was not: why, and what to do.</returns>
    public static IReadOnlyList<string> Move(AgentConfig agent, out IReadOnlyList<string> moved)
    {
        var (done, left) = (new List<string>(), new List<string>());
        moved = done;
        var folders = Sessions(agent).ToLookup(FolderMove.IsRest);
        // Not a session: its name is escaped, and so begins with no dot.
        left.AddRange(folders[true].Select(static rest => FolderMove.RemoveFolder(rest)).OfType<string>());
        foreach (var folder in folders[false])
        {
            var target = Path.Combine(agent.People, Path.GetFileName(folder));
            if (FolderMove.WhyNotMoved(folder, target) is { } why)
            {
                left.Add(
                    $"the move of {folder} to {target}, where that session works now, is not finished: {why}. Until then the old folder is closed to every tool"
                );
            }
            else
            {
                done.Add($"{folder} is now {target}: people no longer work inside the owners' workspace");
            }
        }

        if (done.Count > 0)
        {
            Finish(agent);
        }
        return left;
    }

    private static IEnumerable<string> Sessions(AgentConfig agent)
    {
        var former = FormerPeople.Folder(agent);
        if (FormerPeople.IsStillUsed(agent) || !Directory.Exists(former))
        {
            return [];
        }
        // A link is none of ours: moved, it would make a person's workspace of whatever it leads to.
        return Directory
            .EnumerateDirectories(former)
            .Where(static folder => FormerPeople.IsSession(Path.GetFileName(folder)) && new DirectoryInfo(folder).LinkTarget is null)
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    private static void Finish(AgentConfig agent)
    {
        var former = FormerPeople.Folder(agent);
        try
        {
            Durable.FlushDirectory(agent.People);
            if (!Directory.EnumerateFileSystemEntries(former).Any())
            {
                Directory.Delete(former);
            }
            Durable.FlushDirectory(Directory.Exists(former) ? former : agent.Workspace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folders have moved; what was lost in a power cut now is moved again at the next start, and an empty folder harms nobody.
        }
    }
}
