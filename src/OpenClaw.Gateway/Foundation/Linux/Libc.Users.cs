using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>The system's users. What is asked of them returns the error itself.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport(C)]
    public static partial uint geteuid();

    [LibraryImport(C)]
    public static partial int getpwuid_r(uint uid, byte* passwd, byte* buffer, nuint length, out nint result);

    [LibraryImport(C, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int getpwnam_r(string name, byte* passwd, byte* buffer, nuint length, out nint result);
}
