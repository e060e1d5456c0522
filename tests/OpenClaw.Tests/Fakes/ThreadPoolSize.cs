using System.Runtime.CompilerServices;

namespace OpenClaw.Tests.Fakes;

/// <summary>
/// Some tests hold a thread of the pool, as a model does that is told to keep its answer back, and a pool as small as the machine adds
/// threads one or two a second. On two cores the servers of all other tests would wait for those, so the pool begins larger.
/// </summary>
internal static class ThreadPoolSize
{
    private const int Threads = 32;

    // The pool is one for the process, so nothing narrower than the start of the assembly will do.
#pragma warning disable CA2255 // A module initializer in a library surprises its users; this assembly is the program.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Set()
    {
        ThreadPool.GetMinThreads(out _, out var completion);
        ThreadPool.SetMinThreads(Threads, completion);
    }
}
