using OpenClaw.Config;
using OpenClaw.Pipeline;
using OpenClaw.Policy.Analysis;
using OpenClaw.Routing;

namespace OpenClaw.Agent;

/// <summary>Makes the folder a turn works in, and finds its real path.</summary>
internal static class Workspaces
{
    /// <exception cref="WorkspaceException">It cannot be made or is not a folder.</exception>
    public static async Task<string> EnsureAsync(GatewayConfig config, Turn turn)
    {
        var path = Router.WorkspaceOf(config, turn.Rule, turn.Session, turn.SenderIsOwner);
        return await Task.Run(() =>
        {
            try
            {
                var made = Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                return RealPath.Of(made.FullName, "/") ?? made.FullName;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new WorkspaceException($"The workspace {path} cannot be made: {e.Message}. Create it for the gateway's user, or set agent.workspace.", e);
            }
        });
    }
}

/// <summary>The folder a turn works in is not to be had.</summary>
internal sealed class WorkspaceException(string message, Exception inner) : Exception(message, inner);
