using System.Runtime.InteropServices;

namespace OpenClaw.Benchmarks;

/// <summary>Processor time that a process has used, to the nanosecond, in all its threads, those that ended too. /proc counts in
/// hundredths of a second.</summary>
internal static partial class ProcessTime
{
    public static double Milliseconds(int pid)
    {
        // As clock_getcpuclockid makes it: the clock of a process by its id.
        var clock = ~pid << 3 | 2;
        return GetTime(clock, out var time) == 0
            ? time.Seconds * 1000.0 + time.Nanoseconds / 1e6
            : throw new InvalidOperationException(
                $"the kernel has no clock of process {pid} for us (errno {Marshal.GetLastPInvokeError()})"
            );
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
