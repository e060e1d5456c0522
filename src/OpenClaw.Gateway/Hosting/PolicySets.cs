using OpenClaw.Config.Tables;
using OpenClaw.Hosting.Folders;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Hosting;

/// <summary>Everything of a configuration, and of where this gateway lives, that decides calls.</summary>
internal static class PolicySets
{
    /// <param name="stateDirectory">No tool may touch what lies there, the log and the database included.</param>
    /// <param name="socket">The control socket: what could write to it could approve itself.</param>
    public static PolicySet Of(GatewayConfig config, string stateDirectory, string socket) =>
        new()
        {
            Policies = config.Policies,
            Owners = config.Agent.Owners,
            Forbidden = Real([stateDirectory, socket, .. config.SecretFiles]),
            ReadOnly = Real([.. config.Files, .. config.Agent.Instructions]),
            Offered = Real(config.Agent.Instructions),
            LeftBehind = [.. PeopleFolders.LeftBehind(config.Agent)],
            ReadOnlyPatterns = [.. config.Includes.SelectMany(static i => Real([i.Folder]).Select(folder => i with { Folder = folder }))],
            // Patterns are held against real paths.
            Home = RealPath.Of(HomeFolder.Path, "/") ?? HomeFolder.Path,
        };

    /// <summary>What works against itself in where things lie; only a start knows the state directory.</summary>
    public static IEnumerable<string> Warnings(GatewayConfig config, string stateDirectory)
    {
        var state = RealPath.Of(stateDirectory, "/") ?? stateDirectory;
        string[] workspaces =
        [
            config.Agent.Workspace,
            config.Agent.People,
            .. config.Sessions.Select(static s => s.Workspace).OfType<string>(),
        ];
        return workspaces
            .Distinct()
            .Where(w => PathPattern.IsBelow(RealPath.Of(w, "/") ?? w, state))
            .Select(w =>
                $"the workspace {w} lies in the state directory {stateDirectory}, which is closed to every tool: no file tool will work there. Move one of them; under systemd, `./build.sh install` puts a unit into place that keeps them apart"
            );
    }

    // Both the path as written and where it leads: a link that is turned later must not open what it led to.
    private static EquatableArray<string> Real(IEnumerable<string> paths) =>
        [.. paths.SelectMany(static p => (string?[])[p, RealPath.Of(p, "/")]).OfType<string>().Distinct()];
}
