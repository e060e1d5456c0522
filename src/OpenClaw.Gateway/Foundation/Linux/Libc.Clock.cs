using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>The machine's clocks.</summary>
internal static unsafe partial class Libc
{
    public const int CLOCK_BOOTTIME = 7;

    [StructLayout(LayoutKind.Sequential)]
    public struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [LibraryImport(C)]
    public static partial int clock_gettime(int clock, out Timespec time);

    [LibraryImport(C)]
    private static partial int adjtimex(byte* time);

    /// <summary>What whoever keeps the clock, timesyncd or another, has told the kernel.</summary>
    public static bool IsClockSynchronised()
    {
        // struct timex on 64 bits: the status behind the modes and four longs.
        const int size = 208,
            status = 40,
            unsynchronised = 0x40;
        var time = stackalloc byte[size];
        new Span<byte>(time, size).Clear();
        return adjtimex(time) >= 0 && (*(int*)(time + status) & unsynchronised) == 0;
    }
}
