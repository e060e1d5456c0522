namespace OpenClaw.Foundation.Timekeeping;

/// <summary>
/// The machine's clocks. Its timestamp counts the time since the boot, the time that the machine slept included: .NET's own stands still
/// during sleep, and every wake would look like a clock that was set.
/// </summary>
internal sealed class BootTime : TimeProvider
{
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

    /// <summary>Whether a network clock has put the wall clock right since the boot, as far as the kernel or systemd-timesyncd say so. The
    /// kernel is not to be asked by a unit with ProtectClock=, and then the file alone counts.</summary>
    public static bool IsSynchronised() => Libc.IsClockSynchronised() || File.Exists("/run/systemd/timesync/synchronized");

    public override long GetTimestamp()
    {
        _ = Libc.clock_gettime(Libc.CLOCK_BOOTTIME, out var time);
        return time.Seconds * NanosecondsASecond + time.Nanoseconds;
    }
}
