using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Linux;

/// <summary>Files and what is read from and written to.</summary>
internal static unsafe partial class Libc
{
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

    /// <summary>A command of <see cref="fcntl"/>: a copy of a descriptor, closed in what is run.</summary>
    public const int F_DUPFD_CLOEXEC = 1030;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags, uint mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int openat(int folder, string path, int flags, uint mode);

    [LibraryImport(C, SetLastError = true)]
    public static partial int close(int fd);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint read(int fd, byte* buffer, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial nint write(int fd, byte* buffer, nuint count);

    [LibraryImport(C, SetLastError = true)]
    public static partial long lseek(int fd, long offset, int whence);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport(C, SetLastError = true)]
    public static partial int poll(PollFd* fds, nuint count, int timeout);

    [LibraryImport(C, SetLastError = true)]
    public static partial int pipe2(int* fds, int flags);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mkdirat(int folder, string path, uint mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int unlinkat(int folder, string path, int flags);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int renameat(int from, string path, int to, string name);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int renameat2(int from, string path, int to, string name, uint flags);

    [LibraryImport(C, SetLastError = true)]
    public static partial int fchmod(int fd, uint mode);

    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int chdir(string path);

    [LibraryImport(C, SetLastError = true)]
    public static partial uint umask(uint mask);

    [LibraryImport(C, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int access(string path, int mode);

    /// <summary>Its fields lie at the same offsets on every architecture, which <c>struct stat</c> cannot say of itself.</summary>
    [LibraryImport(C, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(int folder, string path, int flags, uint mask, byte* buffer);

    /// <summary><see cref="statx"/> into a buffer of its size, which is 256 bytes.</summary>
    public static bool TryLook(int folder, string path, int flags, uint mask, Span<byte> status)
    {
        fixed (byte* buffer = status)
        {
            return statx(folder, path, flags, mask, buffer) == 0;
        }
    }

    [LibraryImport(C, SetLastError = true)]
    public static partial int fsync(int fd);

    [LibraryImport(C, SetLastError = true)]
    public static partial int syncfs(int fd);

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
