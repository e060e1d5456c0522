using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>What it takes to run a program to its end and keep what it says, and to give a file a second name.</summary>
internal static unsafe partial class Libc
{
    public const uint MFD_CLOEXEC = 1;

    // The same number on every architecture we build for.
    public const long SYS_pidfd_open = 434;

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int memfd_create(string name, uint flags);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int link(string path, string name);

    [LibraryImport(C)]
    public static partial byte* gnu_get_libc_version();
}
