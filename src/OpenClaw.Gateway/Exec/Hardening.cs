namespace OpenClaw.Exec;

/// <summary>What the gateway does to itself once, before it runs anything.</summary>
internal static class Hardening
{
    /// <summary>True once orphans of a lost launcher become our children, so that they can be found.</summary>
    public static bool AdoptsOrphans { get; private set; }

    /// <summary>No core dump and no debugger of the same user: what the gateway holds in memory includes its secrets.</summary>
    public static bool MarkUndumpable() => Libc.prctl(Libc.PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;

    /// <summary>
    /// A command may kill its own launcher; they run as one user. Its processes then come to us and not to init, so they are still
    /// known for what they are (<see cref="LauncherRegistry"/>) and are killed.
    /// </summary>
    public static bool AdoptOrphans() => AdoptsOrphans = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0;
}
