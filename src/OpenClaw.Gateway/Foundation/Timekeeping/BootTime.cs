using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Timekeeping;

/// <summary>
/// The machine's clocks. Its timestamp counts the time since the boot, the time that the machine slept included: .NET's own stands still
/// during sleep, and every wake would look like a clock that was set.
/// </summary>
internal sealed partial class BootTime : TimeProvider
{
    private const int CLOCK_BOOTTIME = 7;
    private const long NanosecondsASecond = 1_000_000_000;

    public override long TimestampFrequency => NanosecondsASecond;

    /// <summary>What the kernel calls this boot; empty where it does not say.</summary>
    public static string BootId()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public override long GetTimestamp()
    {
        _ = clock_gettime(CLOCK_BOOTTIME, out var time);
        return time.Seconds * NanosecondsASecond + time.Nanoseconds;
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
