using OpenClaw.Config.Tables;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>What <c>openclaw doctor</c> sees of the folders that sessions work in.</summary>
internal static class FolderChecks
{
    /// <param name="state">The state directory of the gateway that runs; null when none does.</param>
    public static IEnumerable<Finding> Look(AgentConfig agent, string? state) =>
        new[]
        {
            Look("workspace", "agent.workspace", agent.Workspace, state),
            Look("people", "agent.people", agent.People, state),
        }.OfType<Finding>();

    private static Finding? Look(string what, string setting, string folder, string? state)
    {
        if (FileInTheWay.Of(folder) is { } file)
        {
            return new Finding(false, what, $"{folder} cannot be made: {file} is a file. Move it to another place, or set {setting}");
        }
        // The gateway warns of it, and a line that calls it fine would contradict.
        if (state is not null && PathPattern.IsBelow(Real(folder), Real(state)))
        {
            return null;
        }
        return new Finding(true, what, Directory.Exists(folder) ? folder : $"{folder} is not there yet; it is made when it is needed");
    }

    private static string Real(string path) => RealPath.Of(path, "/") ?? path;
}
