using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Storage;

/// <summary>Makes what was written to a file, or what a directory says of its files, survive a power cut.</summary>
internal static partial class Durable
{
    public static void FlushFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>A rename is on the disk when its directory is.</summary>
    public static void FlushDirectory(string path) => Flush(path, fsync);

    /// <summary>Everything of the file system that a folder lies in: many files are on the disk with one call.</summary>
    public static void FlushFileSystem(string path) => Flush(path, syncfs);

    private static void Flush(string path, Func<int, int> flush)
    {
        // The framework opens files only.
        var fd = open(path, ReadOnlyDirectory);
        if (fd < 0)
        {
            throw Failure(path, Marshal.GetLastPInvokeError());
        }
        var failed = flush(fd) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = close(fd);
        // Some file systems have nothing to flush for a directory and say so.
        if (failed is not (0 or InvalidArgument))
        {
            throw Failure(path, failed);
        }
    }

    // Numbered as the framework numbers its own, so that a full disk is known whoever met it.
    private static IOException Failure(string path, int error) => new($"{path}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    // O_RDONLY | O_CLOEXEC, the same on every Linux.
    private const int ReadOnlyDirectory = 0x80000;
    private const int InvalidArgument = 22;

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int syncfs(int fd);

    [LibraryImport("libc")]
    private static partial int close(int fd);
}
