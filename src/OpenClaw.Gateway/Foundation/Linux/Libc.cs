using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>The few calls of the C library that .NET has no face for, a file a subject. Names are the manual's, so `man 2 name` explains
/// them.</summary>
internal static unsafe partial class Libc
{
    public const int EINTR = 4,
        EAGAIN = 11,
        ENOENT = 2,
        EACCES = 13,
        EEXIST = 17,
        EXDEV = 18,
        ELOOP = 40,
        ENOSYS = 38,
        ENOTDIR = 20,
        EISDIR = 21,
        EPERM = 1,
        ENXIO = 6,
        EPIPE = 32,
        ENOSPC = 28,
        EDQUOT = 122;

    private const string C = "libc";

    public static int Errno => Marshal.GetLastPInvokeError();

    public static string Explain(int errno) => Marshal.GetPInvokeErrorMessage(errno);
}
