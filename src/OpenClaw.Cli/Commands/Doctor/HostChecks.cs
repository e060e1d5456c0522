namespace OpenClaw.Cli.Commands.Doctor;

/// <summary>What goes wrong with a Raspberry Pi and its kind. Another machine hears of it only where something is wrong.</summary>
internal static class HostChecks
{
    /// <param name="state">The state directory, of the gateway that runs or of one that would.</param>
    /// <param name="gateway">Its process; null when none runs.</param>
    public static IEnumerable<Finding> Look(Machine machine, string state, int? gateway) =>
        new[]
        {
            BoardChecks.Clock(machine),
            BoardChecks.Power(machine),
            CardChecks.State(machine, state),
            CardChecks.Swap(machine),
            KernelChecks.Confinement(machine, gateway),
            KernelChecks.Pages(machine),
        }
            .SelectMany(static findings => findings)
            .Where(finding => IsShown(machine, finding));

    public static bool IsShown(Machine machine, Finding finding) => machine.IsPi || finding is { Ok: false } or { What: Finding.Warning };
}
