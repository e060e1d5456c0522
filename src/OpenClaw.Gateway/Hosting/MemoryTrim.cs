namespace OpenClaw.Hosting;

/// <summary>Gives memory back when a burst is over: a gateway is idle most of its life, on a machine that has little.</summary>
internal static class MemoryTrim
{
    /// <summary>Less garbage than this is not worth a collection.</summary>
    private const long WorthIt = 512 * 1024;

    private static long s_allocatedThen;

    /// <summary>Collects and returns free pages to the system if much was allocated since the last time. Takes a few
    /// milliseconds.</summary>
    public static void AfterBurst()
    {
        var allocated = GC.GetTotalAllocatedBytes();
        if (allocated - s_allocatedThen < WorthIt)
        {
            return;
        }
        s_allocatedThen = allocated;
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // SQLite's and OpenSSL's memory: glibc keeps what they freed until it is told.
        _ = Libc.malloc_trim(0);
        ProgramPages.GiveBack();
    }
}
