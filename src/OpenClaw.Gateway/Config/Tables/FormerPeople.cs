namespace OpenClaw.Config.Tables;

/// <summary>Where people's workspaces lay until they moved out of the owners': <c>people/&lt;session&gt;</c> in
/// <c>agent.workspace</c>.</summary>
internal static class FormerPeople
{
    public const string FolderName = "people";

    public static string Folder(AgentConfig agent) => Path.Combine(agent.Workspace, FolderName);

    /// <summary>Whether a folder of that name is a session's. Its key has a colon, which is escaped; a folder that an owner made and called
    /// people has other names in it.</summary>
    public static bool IsSession(string name) => name.Contains("%3A", StringComparison.Ordinal);

    /// <summary>Where a file of a person lies now whose path was kept from before the move (an image in a transcript); any other path as it
    /// is.</summary>
    public static string Now(AgentConfig agent, string path)
    {
        var former = Folder(agent) + "/";
        if (IsStillUsed(agent) || !path.StartsWith(former, StringComparison.Ordinal) || File.Exists(path))
        {
            return path;
        }
        return Path.Combine(agent.People, path[former.Length..]);
    }

    /// <summary>Whether the operator keeps people there on purpose.</summary>
    public static bool IsStillUsed(AgentConfig agent) => agent.People.TrimEnd('/') == Folder(agent);
}
