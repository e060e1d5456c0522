namespace OpenClaw.Exec;

/// <summary>What this kernel has to confine a command with, by whoever asks: a container or a unit may forbid one of them and not
/// another.</summary>
/// <param name="Landlock">The version of Landlock's interface (landlock(7)); 0 without it.</param>
/// <param name="UserNamespaces">Whether somebody who is not root may make user namespaces.</param>
internal sealed record SandboxSupport(int Landlock, bool UserNamespaces)
{
    private const nint VersionFlag = 1;

    /// <param name="proc">Where /proc is.</param>
    public static SandboxSupport Look(string proc = "/proc")
    {
        var landlock = (int)Libc.syscall((nint)Libc.SYS_landlock_create_ruleset, 0, 0, VersionFlag, 0);
        // The first two are of some distributions only, and a kernel that lacks them does not forbid.
        var forbidden =
            Number(proc, "kernel/unprivileged_userns_clone") == 0
            || Number(proc, "kernel/apparmor_restrict_unprivileged_userns") == 1
            || Number(proc, "user/max_user_namespaces") is null or 0;
        return new SandboxSupport(Math.Max(landlock, 0), !forbidden);
    }

    public override string ToString() =>
        (Landlock, UserNamespaces) switch
        {
            (0, false) => "neither Landlock (Linux 5.13, in the kernel's lsm= list) nor user namespaces",
            (0, true) => "user namespaces, and no Landlock (Linux 5.13, in the kernel's lsm= list)",
            (_, false) => $"Landlock {Landlock}, and no user namespaces",
            _ => $"Landlock {Landlock} and user namespaces",
        };

    private static int? Number(string proc, string setting)
    {
        var file = Path.Combine(proc, "sys", setting);
        return File.Exists(file) && int.TryParse(File.ReadAllText(file), out var number) ? number : null;
    }
}
