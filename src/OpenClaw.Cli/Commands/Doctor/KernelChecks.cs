using OpenClaw.Exec;

namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>What the kernel has for confining commands, and its pages.</summary>
internal static class KernelChecks
{
    /// <param name="gateway">The process of the gateway that runs; null when none does.</param>
    public static IEnumerable<Finding> Confinement(Machine machine, int? gateway)
    {
        var controllers = machine.Read("/sys/fs/cgroup/cgroup.controllers")?.Split(' ');
        if (controllers is not null && !controllers.Contains("memory"))
        {
            yield return Finding.Warn(
                $"this kernel does not count the memory of services, so MemoryHigh of the unit and limits of commands have no effect; write cgroup_enable=memory {(machine.IsPi ? "into the line of /boot/firmware/cmdline.txt" : "on the kernel's command line")} and start the machine anew"
            );
        }
        string[] has =
        [
            SandboxSupport.Look(machine.At("/proc")).ToString(),
            machine.Has("/proc/sys/kernel/seccomp/actions_avail") ? "seccomp" : "no seccomp",
            controllers is null
                ? "no cgroup v2"
                : $"cgroup v2 ({string.Join(", ", controllers)}{(IsDelegated(machine, gateway) ? "; delegated" : "")})",
        ];
        yield return new Finding(true, "kernel", $"to confine commands it has {string.Join("; ", has)}");
    }

    public static IEnumerable<Finding> Pages(Machine machine) =>
        [
            new Finding(
                true,
                "pages",
                $"of {machine.PageSize / 1024} KiB{(machine.PageSize > 16 * 1024 ? ": every program takes more memory than with 4" : "")}"
            ),
        ];

    /// <summary>Whether the gateway may make groups below its own, which systemd does by giving it the folder.</summary>
    private static bool IsDelegated(Machine machine, int? gateway)
    {
        const string unified = "0::";
        return gateway is { } pid
            && machine
                .Read($"/proc/{pid}/cgroup")
                ?.Split('\n')
                .FirstOrDefault(static line => line.StartsWith(unified, StringComparison.Ordinal))
                is { } line
            && FileIdentity.Of(machine.At($"/sys/fs/cgroup{line[unified.Length..]}"))?.Owner is > 0;
    }
}
