using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

internal static class AgentRules
{
    private const string Local = "local:";

    public static void InstructionsExist(GatewayConfig config, BindContext context)
    {
        foreach (var file in config.Agent.Instructions.Where(f => !File.Exists(f)))
        {
            context.Diagnostics.Warning(context.Place("agent.instructions"), $"agent.instructions names {file}, which does not exist");
        }
    }

    /// <summary>What tools may write without a rule of its own must not be what a login shell runs.</summary>
    public static void WorkspaceIsAFolderOfItsOwn(GatewayConfig config, BindContext context)
    {
        var workspace = config.Agent.Workspace.TrimEnd('/');
        if (workspace.Length == 0 || (context.Request.Home.TrimEnd('/') + "/").StartsWith(workspace + "/", StringComparison.Ordinal))
        {
            context.Diagnostics.Warning(
                context.Place("agent.workspace"),
                $"agent.workspace ({config.Agent.Workspace}) holds the home folder itself: leave to write in it is leave to write ~/.bashrc and ~/.ssh/authorized_keys. Use a folder of its own, such as ~/claw"
            );
        }
    }

    /// <summary>A mistyped name looks like an owner, and is nobody.</summary>
    public static void OwnersAreUsers(GatewayConfig config, BindContext context)
    {
        var local = config.Agent.Owners.Where(static owner => owner.StartsWith(Local, StringComparison.Ordinal)).ToList();
        var missing = local.Where(owner => !context.Request.HasUser(owner[Local.Length..])).ToList();
        foreach (var owner in missing)
        {
            context.Diagnostics.Warning(
                context.Place("agent.owners"),
                $"agent.owners has \"{owner}\", and this machine has no user of that name"
                    + (
                        missing.Count == local.Count
                            ? ", so `openclaw approve` and the other owner commands of a shell are refused to everybody"
                            : ""
                    )
                    + ". Write the name that `id -un` prints to the user who is meant"
            );
        }
    }

    /// <summary>Who writes the file is most often the one who types <c>openclaw approve</c>, and would learn of it only then.</summary>
    public static void SomeOwnerHasAShell(GatewayConfig config, BindContext context)
    {
        var owners = config.Agent.Owners;
        if (!owners.IsEmpty && !owners.Any(static owner => owner.StartsWith(Local, StringComparison.Ordinal)))
        {
            context.Diagnostics.Warning(
                context.Place("agent.owners"),
                $"agent.owners names no user of this machine, so `openclaw approve` and the other owner commands of a shell are refused to everybody, to whoever wrote this file too. Add \"local:{Environment.UserName}\", or the user you work as"
            );
        }
    }
}
