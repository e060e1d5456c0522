namespace OpenClaw.Foundation.Storage;

/// <summary>Makes what was written to a file, or what a directory says of its files, survive a power cut.</summary>
internal static class Durable
{
    public static void FlushFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>A rename is on the disk when its directory is.</summary>
    public static void FlushDirectory(string path) => Flush(path, Libc.fsync);

    /// <summary>Everything of the file system that a folder lies in: many files are on the disk with one call.</summary>
    public static void FlushFileSystem(string path) => Flush(path, Libc.syncfs);

    private static void Flush(string path, Func<int, int> flush)
    {
        // The framework opens files only.
        var fd = Libc.open(path, Libc.O_CLOEXEC, 0);
        if (fd < 0)
        {
            throw Failure(path, Libc.Errno);
        }
        var failed = flush(fd) != 0 ? Libc.Errno : 0;
        _ = Libc.close(fd);
        // Some file systems have nothing to flush for a directory and say so.
        if (failed is not (0 or InvalidArgument))
        {
            throw Failure(path, failed);
        }
    }

    // Numbered as the framework numbers its own, so that a full disk is known whoever met it.
    private static IOException Failure(string path, int error) => new($"{path}: {Libc.Explain(error)}", error);

    private const int InvalidArgument = 22;
}
