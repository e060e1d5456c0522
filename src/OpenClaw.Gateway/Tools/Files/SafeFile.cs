using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Exec;
using OpenClaw.Policy.Calls;

namespace OpenClaw.Tools.Files;

/// <summary>
/// Opens and replaces files by the real path that the gate decided on. No link is followed on the way: a folder or file that was exchanged
/// for a link between check and use gives an error and never another file. Blocks; not for the loop.
/// </summary>
internal static unsafe class SafeFile
{
    /// <summary>Tests take the way of kernels before 5.6, and of containers that forbid openat2.</summary>
    internal static bool WithoutOpenat2 { get; set; }

    // The two whose numbers differ between architectures.
    private static readonly bool s_isArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
    private static readonly int s_directory = s_isArm ? 0x4000 : 0x10000;
    private static readonly int s_noFollow = s_isArm ? 0x8000 : 0x20000;

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    /// <summary>A regular file for reading, or why not as a phrase that follows the file's name.</summary>
    public static SafeFileHandle? OpenRead(string path, out FileStatus status, out string problem) =>
        OpenRead(path, ProtectedFiles.None, out status, out problem);

    /// <param name="closed">Files that are refused under any name: the name that was looked at may have been made another name of one of
    /// these since.</param>
    public static SafeFileHandle? OpenRead(string path, ProtectedFiles closed, out FileStatus status, out string problem)
    {
        status = default;
        // Looked at before it is opened: opening alone can set a device off, and a named pipe waits for its other end.
        if (FileStatus.Of(path) is { IsRegular: false, IsLink: false } other)
        {
            problem = $"is a {other.Kind}, not a file";
            return null;
        }

        var fd = Open(path, Libc.O_NONBLOCK | Libc.O_NOCTTY, 0);
        if (fd < 0)
        {
            problem = Explain(-fd);
            return null;
        }

        var handle = new SafeFileHandle(fd, ownsHandle: true);
        if (closed.IsClosed(fd))
        {
            handle.Dispose();
            problem = "is another name of a protected file, which is closed to every tool";
            return null;
        }

        if (FileStatus.Of(fd) is { IsRegular: true } file)
        {
            (status, problem) = (file, "");
            return handle;
        }

        handle.Dispose();
        problem = "is not a file";
        return null;
    }

    /// <summary>The whole of a file up to a limit, or why not.</summary>
    public static byte[]? ReadAll(string path, long limit, ProtectedFiles closed, out string problem)
    {
        using var handle = OpenRead(path, closed, out var status, out problem);
        if (handle is null)
        {
            return null;
        }
        if (status.Size > limit)
        {
            problem = $"has {status.Size} bytes, more than the {limit} that can be worked on";
            return null;
        }

        using var stream = new FileStream(handle, FileAccess.Read, 0);
        using var whole = new MemoryStream((int)status.Size);
        stream.CopyTo(whole);
        return whole.ToArray();
    }

    /// <summary>
    /// Gives a path new content in one step: a file beside it, synced, renamed over it. Whoever reads sees the old or the new whole, also
    /// after a power cut. Folders that are missing are made. A file that exists keeps its permissions; a new one is for us alone.
    /// </summary>
    /// <returns>Null, or why not.</returns>
    public static string? Replace(string path, ReadOnlySpan<byte> content)
    {
        using var file = Begin(path, out var problem);
        return file is null ? problem : file.Write(content) ?? file.Finish();
    }

    /// <summary>The same for content that comes piece by piece. Null when it cannot be begun, and why.</summary>
    public static NewFile? Begin(string path, out string problem)
    {
        problem = "";
        var cut = path.LastIndexOf('/');
        var name = path[(cut + 1)..];
        if (name.Length == 0)
        {
            problem = "is a folder, not a file";
            return null;
        }

        var folder = OpenFolder(cut == 0 ? "/" : path[..cut]);
        if (folder < 0)
        {
            problem = Explain(-folder);
            return null;
        }

        var mode = 0x180u;
        if (FileStatus.Of(path) is { } old)
        {
            // Not the bits that let a program run as its owner: they were given to the old content, and the new file may be another user's.
            mode = old.Permissions & 0x1FF;
            if (!old.IsRegular)
            {
                problem = old.IsLink ? Explain(Libc.ELOOP) : $"is a {old.Kind}, not a file";
            }
        }

        if (problem.Length == 0)
        {
            var made = NewFile.In(folder, name, mode, s_noFollow, out var error);
            if (made is not null)
            {
                return made;
            }
            problem = Explain(error);
        }

        _ = Libc.close(folder);
        return null;
    }

    /// <summary>A folder by its real path, made where it is missing. The descriptor or minus the error.</summary>
    private static int OpenFolder(string path)
    {
        var fd = Open(path, s_directory, 0);
        if (fd != -Libc.ENOENT)
        {
            return fd;
        }
        var cut = path.LastIndexOf('/');
        if (cut < 0 || path == "/")
        {
            return fd;
        }
        var parent = OpenFolder(cut == 0 ? "/" : path[..cut]);
        if (parent < 0)
        {
            return parent;
        }
        try
        {
            var name = path[(cut + 1)..];
            if (Libc.mkdirat(parent, name, 0x1C0) != 0 && Libc.Errno != Libc.EEXIST)
            {
                return -Libc.Errno;
            }
            fd = Libc.openat(parent, name, s_directory | s_noFollow | Libc.O_CLOEXEC, 0);
            return fd >= 0 ? fd : -Libc.Errno;
        }
        finally
        {
            _ = Libc.close(parent);
        }
    }

    /// <summary>The descriptor or minus the error; ELOOP when a link stands anywhere on the way.</summary>
    private static int Open(string path, int flags, uint mode)
    {
        const int atFdCwd = -100;
        const ulong noSymlinks = 4;
        flags |= Libc.O_CLOEXEC | s_noFollow;
        if (!WithoutOpenat2)
        {
            var how = new OpenHow
            {
                Flags = (ulong)flags,
                Mode = mode,
                Resolve = noSymlinks,
            };
            using var name = new Spawn.Strings([path]);
            var fd = (int)Libc.syscall((nint)Libc.SYS_openat2, atFdCwd, (nint)name.Pointer[0], (nint)(&how), sizeof(OpenHow));
            if (fd >= 0)
            {
                return fd;
            }
            // EPERM is what an old container runtime answers for calls it does not know; a real refusal comes again below.
            if (Libc.Errno is not (Libc.ENOSYS or Libc.EPERM))
            {
                return -Libc.Errno;
            }
        }

        return Walk(path, flags, mode);
    }

    /// <summary>The same by hand: folder for folder, each opened relative to the one before and never through a link.</summary>
    private static int Walk(string path, int flags, uint mode)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var fd = Libc.open("/", Libc.O_PATH | s_directory | Libc.O_CLOEXEC, 0);
        for (var i = 0; i < parts.Length && fd >= 0; i++)
        {
            var last = i == parts.Length - 1;
            var next = Libc.openat(fd, parts[i], last ? flags : Libc.O_PATH | s_directory | s_noFollow | Libc.O_CLOEXEC, mode);
            var error = next < 0 ? -Libc.Errno : next;
            _ = Libc.close(fd);
            fd = error;
        }

        return parts.Length == 0 ? Libc.open("/", flags & ~s_noFollow, mode) : fd;
    }

    internal static string Explain(int errno) =>
        errno switch
        {
            Libc.ENOENT => "does not exist",
            Libc.EACCES or Libc.EPERM => "may not be opened: permission denied",
            Libc.ELOOP => "was exchanged for a link while it was being opened; nothing was done",
            Libc.ENOTDIR => "lies below something that is not a folder",
            Libc.EISDIR => "is a folder, not a file",
            Libc.ENOSPC or Libc.EDQUOT => "cannot be written: the disk is full",
            _ => $"cannot be opened: {Libc.Explain(errno)}",
        };
}
