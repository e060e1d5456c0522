using OpenClaw.Config.Tables;
using OpenClaw.Policy.Effects;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;

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
                throw new WorkspaceException(
                    $"The workspace {path} cannot be made: {WhatToDo(path, e)}, or set {SettingOf(config, turn, path)}.",
                    e
                );
            }
        });
    }

    private static string WhatToDo(string path, Exception e) =>
        FileInTheWay.Of(path) is { } file
            ? $"{file} is a file. Move it to another place"
            : $"{e.Message.TrimEnd('.')}. Create it for the gateway's user";

    private static string SettingOf(GatewayConfig config, Turn turn, string path) =>
        turn.Rule.Workspace is not null ? $"the workspace of the session rule {turn.Rule.Name}"
        : path == config.Agent.Workspace ? "agent.workspace"
        : "agent.people";
}

/// <summary>The folder a turn works in is not to be had.</summary>
internal sealed class WorkspaceException(string message, Exception inner) : Exception(message, inner);
