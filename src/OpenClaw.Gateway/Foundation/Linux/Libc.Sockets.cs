using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>Sockets that .NET does not make: pairs without a name.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport(C, SetLastError = true)]
    public static partial int socketpair(int domain, int type, int protocol, int* fds);
}
