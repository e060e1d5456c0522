using OpenClaw.Exec;

namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>What <c>openclaw doctor</c> sees of the machine that the gateway runs on: who may read what, how much room there is, what a
/// command could be confined with.</summary>
internal static class MachineChecks
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static IEnumerable<Finding> Look(StatusResult status)
    {
        if (status.StateDir is { } state && Directory.Exists(state))
        {
            // The state is the gateway's own, so its owner is whom the gateway runs as.
            var gateway = FileIdentity.Of(state)?.Owner;
            if ((File.GetUnixFileMode(state) & Others) != 0)
            {
                yield return Finding.Warn($"{state} is open to other users, and every conversation is in it; run: chmod 700 {state}");
            }
            if (gateway == 0)
            {
                yield return Finding.Warn(
                    "the gateway runs as root, and so does every command that is allowed; run it as a user of its own"
                );
            }
            if (gateway is { } user && status.Workspace is { } workspace && Workspace(workspace, user) is { } unwritable)
            {
                yield return unwritable;
            }
            yield return DiskRoom.Shortage(state) is { } shortage
                ? new Finding(false, "disk", shortage)
                : new Finding(true, "disk", $"{Ages.Megabytes(new DriveInfo(state).AvailableFreeSpace)} are free where the state is");
        }

        if (status.Clock is { Waiting: true })
        {
            yield return new Finding(
                false,
                "clock",
                "waiting for the clock: it shows a time that has long passed, and cron jobs do not start until it is set; look at timedatectl"
            );
        }

        yield return new Finding(
            true,
            "sandbox",
            $"there is none yet: a command that is allowed can do what the gateway's user can; this kernel has {SandboxSupport.Look()}"
        );
        if (status.StateDir is not null)
        {
            yield return Finding.Warn(
                $"{CommandsOwnUser.Line} The state is {status.StateDir}, the configuration {status.ConfigFile ?? "built in"}"
            );
        }
    }

    /// <summary>An agent that cannot write where it works fails at its first task.</summary>
    private static Finding? Workspace(string workspace, uint gateway) =>
        gateway != 0
        && Directory.Exists(workspace)
        && FileIdentity.Of(workspace) is { } work
        && work.Owner != gateway
        && (File.GetUnixFileMode(workspace) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0
            ? new Finding(
                false,
                "workspace",
                $"{workspace} belongs to user id {work.Owner}, and the gateway runs as {gateway} and cannot write there; run: sudo chown {gateway} {workspace}"
            )
            : null;
}
