using OpenClaw.Config;
using OpenClaw.Policy.Analysis;
using OpenClaw.Storage;

namespace OpenClaw.Hosting;

/// <summary>
/// Moves people's workspaces out of the owners' at the start. Each folder moves by one rename, so a start that is killed in between leaves each in one place or the
/// other, and the next start moves the rest. What cannot be moved stays where it is, is told of at each start, and is closed to every tool until then.
/// </summary>
internal static class PeopleFolders
{
    /// <summary>Real paths of folders that still lie where people's workspaces were.</summary>
    public static IReadOnlyList<string> LeftBehind(AgentConfig agent) => [.. Sessions(agent).Select(static folder => RealPath.Of(folder, "/") ?? folder)];

    /// <param name="moved">One line a folder that was moved.</param>
    /// <returns>One line a folder that was not: why, and what to do.</returns>
    public static IReadOnlyList<string> Move(AgentConfig agent, out IReadOnlyList<string> moved)
    {
        var (done, left) = (new List<string>(), new List<string>());
        moved = done;
        foreach (var folder in Sessions(agent))
        {
            var target = Path.Combine(agent.People, Path.GetFileName(folder));
            if (WhyNotMoved(folder, target) is { } why)
                left.Add($"{folder} was not moved to {target}, where that session works now: {why}. It is closed to every tool. Move it by hand: mv -nT '{folder}' '{target}'");
            else
                done.Add($"{folder} is now {target}: people no longer work inside the owners' workspace");
        }

        if (done.Count > 0) Finish(agent);
        return left;
    }

    private static IEnumerable<string> Sessions(AgentConfig agent)
    {
        var former = FormerPeople.Folder(agent);
        if (FormerPeople.IsStillUsed(agent) || !Directory.Exists(former)) return [];
        // A link is none of ours: moved, it would make a person's workspace of whatever it leads to.
        return Directory.EnumerateDirectories(former).Where(static folder => FormerPeople.IsSession(Path.GetFileName(folder)) && new DirectoryInfo(folder).LinkTarget is null)
            .Order(StringComparer.Ordinal).ToList();
    }

    private static string? WhyNotMoved(string folder, string target)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())) return "that is there already and holds files";
            // Made by a turn that came before the move.
            if (Directory.Exists(target)) Directory.Delete(target);
            Directory.Move(folder, target);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    private static void Finish(AgentConfig agent)
    {
        var former = FormerPeople.Folder(agent);
        try
        {
            Durable.FlushDirectory(agent.People);
            if (!Directory.EnumerateFileSystemEntries(former).Any()) Directory.Delete(former);
            Durable.FlushDirectory(Directory.Exists(former) ? former : agent.Workspace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folders have moved; what was lost in a power cut now is moved again at the next start, and an empty folder harms nobody.
        }
    }
}
