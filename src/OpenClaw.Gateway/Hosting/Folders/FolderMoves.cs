using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Hosting.Folders;

/// <summary>Brings folders that an earlier version kept elsewhere to their places, at the start and before any turn, and says so in log and
/// audit.</summary>
internal static class FolderMoves
{
    /// <returns>What the operator is told of what was not moved.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(AgentConfig agent, string state, string home, Store store, ILogger log)
    {
        var (left, moved) = await Task.Run(() => Move(agent, state, home));
        foreach (var line in moved)
        {
            FolderLog.Moved(log, line);
        }
        if (moved.Count + left.Count > 0)
        {
            await store.CommitAsync(
                new Batch().Audit(
                    AuditKinds.Moved,
                    null,
                    null,
                    ("folders", moved.Count),
                    ("left", left.Count),
                    ("workspace", agent.Workspace),
                    ("people", agent.People)
                )
            );
        }
        return left;
    }

    // The home first: people's folders may lie in the workspace that comes from there.
    private static (IReadOnlyList<string> Left, IReadOnlyList<string> Moved) Move(AgentConfig agent, string state, string home)
    {
        var stuck = FormerHome.Move(agent, state, home, out var workspace);
        var left = PeopleFolders.Move(agent, out var people);
        return ([.. stuck is null ? (string[])[] : [stuck], .. left], [.. workspace is null ? (string[])[] : [workspace], .. people]);
    }
}
