using OpenClaw.Config;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;

namespace OpenClaw.Hosting;

/// <summary>Everything of a configuration, and of where this gateway lives, that decides calls.</summary>
internal static class PolicySets
{
    /// <param name="stateDirectory">No tool may touch what lies there, the log and the database included.</param>
    /// <param name="socket">The control socket: what could write to it could approve itself.</param>
    public static PolicySet Of(GatewayConfig config, string stateDirectory, string socket) => new()
    {
        Policies = config.Policies,
        Owners = config.Agent.Owners,
        Forbidden = Real([stateDirectory, socket, .. config.SecretFiles]),
        ReadOnly = Real([.. config.Files, .. config.IncludeFolders, .. config.Agent.Instructions]),
        Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
    };

    // Both the path as written and where it leads: a link that is turned later must not open what it led to.
    private static EquatableArray<string> Real(IEnumerable<string> paths) =>
        [.. paths.SelectMany(static p => (string?[])[p, RealPath.Of(p, "/")]).OfType<string>().Distinct()];
}
