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
}
