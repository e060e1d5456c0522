using System.Buffers.Binary;

namespace OpenClaw.Exec;

/// <summary>
/// A thread that waits for every child there is and writes each end into a pipe. As the launcher is the subreaper, whatever is orphaned
/// below it becomes its child; so "no children left" means that the whole tree is gone, and no other way to know that is without a race.
/// </summary>
internal static unsafe class Reaper
{
    public const int RecordSize = 8;

    /// <summary>Call after the first child was started. The returned descriptor yields (pid, status) records and ends when no child is
    /// left.</summary>
    public static int Start()
    {
        var (read, write) = Libc.Pipe();
        new Thread(() => Run(write), maxStackSize: 256 * 1024) { IsBackground = true, Name = "reaper" }.Start();
        return read;
    }

    private static void Run(int write)
    {
        Span<byte> record = stackalloc byte[RecordSize];
        while (true)
        {
            int status;
            var pid = Libc.waitpid(-1, &status, 0);
            if (pid < 0 && Libc.Errno == Libc.EINTR)
            {
                continue;
            }
            if (pid < 0)
            {
                break;
            }
            BinaryPrimitives.WriteInt32LittleEndian(record, pid);
            BinaryPrimitives.WriteInt32LittleEndian(record[4..], status);
            _ = Libc.Write(write, record);
        }

        _ = Libc.close(write);
    }
}
