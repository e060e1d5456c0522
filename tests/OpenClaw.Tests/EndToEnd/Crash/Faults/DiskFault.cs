namespace OpenClaw.Tests.EndToEnd.Crash.Faults;

/// <summary>How a disk refuses.</summary>
/// <param name="Call">The call that fails.</param>
/// <param name="Error">What it fails with.</param>
/// <param name="Words">What the gateway must say of it.</param>
internal sealed record DiskFault(string Call, string Error, string Words)
{
    public static DiskFault Full { get; } = new("pwrite64", "ENOSPC", "no space left on the disk");

    public static DiskFault Broken { get; } = new("fdatasync", "EIO", "the disk reported an error");
}
