using OpenClaw.Config.Tables;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Hosting.Folders;

/// <summary>
/// Brings the workspace of a service whose home was its state directory (the unit shipped before) to the home it has now. In the old place
/// no tool could use it: the state is closed.
/// </summary>
internal static class FormerHome
{
    // Folders of the state's own.
    private static readonly string[] s_ownNames = ["uploads", "spool"];

    /// <param name="home">The home the workspace is written relative to (<c>~/claw</c>).</param>
    /// <param name="moved">What was moved, in a line; null when nothing was.</param>
    /// <returns>What was not moved, why and what to do; null when nothing is left.</returns>
    public static string? Move(AgentConfig agent, string state, string home, out string? moved)
    {
        moved = null;
        var workspace = agent.Workspace.TrimEnd('/');
        if (!PathPattern.IsBelow(workspace, home) || workspace == home.TrimEnd('/') || PathPattern.IsBelow(workspace, state))
        {
            return null;
        }
        var name = Path.GetRelativePath(home, workspace);
        var former = Path.Combine(state, name);
        if (s_ownNames.Contains(name.Split('/')[0]))
        {
            return null;
        }
        var there = Directory.Exists(former) && new DirectoryInfo(former).LinkTarget is null;
        if ((there ? FolderMove.WhyNotMoved(former, workspace) : FolderMove.RemoveRest(former)) is { } why)
        {
            return $"the move of the workspace of before, {former}, to {workspace} is not finished: {why}. What lies in the state directory is closed to every tool";
        }
        if (there)
        {
            moved = $"{former} is now {workspace}: the state directory is not the home of the service any more";
        }
        return null;
    }
}
