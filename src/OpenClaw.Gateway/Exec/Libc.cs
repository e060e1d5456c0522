using System.Runtime.InteropServices;

namespace OpenClaw.Exec;

/// <summary>The few calls of the C library that .NET has no face for. Names are the manual's, so `man 2 name` explains them.</summary>
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
    public const int SIGKILL = 9,
        SIGTERM = 15,
        SIGCONT = 18,
        SIGSTOP = 19;
    public const int POLLIN = 1,
        POLLOUT = 4,
        POLLERR = 8,
        POLLHUP = 16;
    public const int O_WRONLY = 1,
        O_RDWR = 2,
        O_CREAT = 0x40,
        O_EXCL = 0x80,
        O_NOCTTY = 0x100,
        O_NONBLOCK = 0x800,
        O_CLOEXEC = 0x80000,
        O_PATH = 0x200000;
    public const int PR_SET_PDEATHSIG = 1,
        PR_SET_DUMPABLE = 4,
        PR_SET_NAME = 15,
        PR_SET_CHILD_SUBREAPER = 36,
        PR_SET_NO_NEW_PRIVS = 38;
    public const int WNOHANG = 1;

    // The same number on every architecture we build for: both are newer than the unified table.
    public const long SYS_close_range = 436,
        SYS_openat2 = 437,
        SYS_landlock_create_ruleset = 444;

    private const string C = "libc";

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct RLimit
    {
        public ulong Soft;
        public ulong Hard;
    }

    [LibraryImport(C, SetLastError = true)]
    public static partial int socketpair(int domain, int type, int protocol, int* fds);

    [LibraryImport(C, SetLastError = true)]
    public static partial int pipe2(int* fds, int flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int close(int fd);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint read(int fd, byte* buffer, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint write(int fd, byte* buffer, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial long lseek(int fd, long offset, int whence);

    [LibraryImport(C, SetLastError = true)]
    public static partial int poll(PollFd* fds, nuint count, int timeout);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags, uint mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int openat(int folder, string path, int flags, uint mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mkdirat(int folder, string path, uint mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int unlinkat(int folder, string path, int flags);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int renameat(int from, string path, int to, string name);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(int folder, string path, int flags, uint mask, byte* buffer);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fchmod(int fd, uint mode);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fsync(int fd);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int chdir(string path);

    [LibraryImport(C, SetLastError = true)]
    public static partial int setsid();

    [LibraryImport(C, SetLastError = true)]
    public static partial uint umask(uint mask);

    [LibraryImport(C, SetLastError = true)]
    public static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(C, SetLastError = true)]
    public static partial int setrlimit(int resource, RLimit* limit);

    [LibraryImport(C, SetLastError = true)]
    public static partial int getrlimit(int resource, RLimit* limit);

    [LibraryImport(C, SetLastError = true)]
    public static partial int waitpid(int pid, int* status, int options);

    [LibraryImport(C, SetLastError = true)]
    public static partial int kill(int pid, int signal);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint signal(int number, nint handler);

    [LibraryImport(C, SetLastError = true)]
    public static partial int sigprocmask(int how, byte* set, byte* old);

    [LibraryImport(C, SetLastError = true)]
    public static partial int execve(byte* path, byte** argv, byte** envp);

    [LibraryImport(C)]
    public static partial int getppid();

    // These return the error itself and leave errno alone.
    [LibraryImport(C)]
    public static partial int posix_spawn(int* pid, byte* path, void* actions, void* attributes, byte** argv, byte** envp);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport(C)]
    public static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    public static int Errno => Marshal.GetLastPInvokeError();

    public static string Explain(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>Reads once, again when a signal came between; the count, 0 at the end, or minus errno.</summary>
    public static int Read(int fd, Span<byte> into)
    {
        fixed (byte* p = into)
        {
            while (true)
            {
                var n = read(fd, p, (nuint)into.Length);
                if (n >= 0)
                {
                    return (int)n;
                }
                if (Errno != EINTR)
                {
                    return -Errno;
                }
            }
        }
    }

    /// <summary>Writes once; the count or minus errno.</summary>
    public static int Write(int fd, ReadOnlySpan<byte> from)
    {
        fixed (byte* p = from)
        {
            while (true)
            {
                var n = write(fd, p, (nuint)from.Length);
                if (n >= 0)
                {
                    return (int)n;
                }
                if (Errno != EINTR)
                {
                    return -Errno;
                }
            }
        }
    }

    public static void SetNonBlocking(int fd)
    {
        const int F_GETFL = 3,
            F_SETFL = 4;
        _ = fcntl(fd, F_SETFL, fcntl(fd, F_GETFL, 0) | O_NONBLOCK);
    }

    public static (int Read, int Write) Pipe()
    {
        var fds = stackalloc int[2];
        return pipe2(fds, O_CLOEXEC) == 0 ? (fds[0], fds[1]) : throw new IOException($"pipe: {Explain(Errno)}");
    }
}
