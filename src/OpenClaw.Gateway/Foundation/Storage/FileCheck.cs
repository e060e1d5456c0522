using System.Buffers.Binary;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Storage;

/// <summary>
/// What can be said of a state file without reading it: whether it is as long as its header says. SQLite makes the same comparison, but
/// with the log's word for the length where there is a log; then a file that was cut shows only when the lost half is needed, and half of
/// that as empty pages. </summary>
internal static class FileCheck
{
    /// <exception cref="StorageException">The file is cut off, or is not there, or empty, although its log is, or the gateway's log tells
    /// of rows in it.</exception>
    public static void NotCut(string path)
    {
        var wal = $"{path}-wal";
        var hasLog = HasBytes(wal);
        if (HasBytes(path))
        {
            AsLongAsItsHeaderSays(path, hasLog ? wal : null);
        }
        else
        {
            NeverHeldAnything(path, hasLog ? wal : null);
        }
    }

    private static bool HasBytes(string path) => File.Exists(path) && new FileInfo(path).Length > 0;

    /// <param name="wal">SQLite's log; null where it is missing or empty.</param>
    private static void NeverHeldAnything(string path, string? wal)
    {
        var isThere = File.Exists(path);
        var state = isThere ? "empty" : "missing";
        // SQLite would begin anew and throw the log away.
        if (wal is not null)
        {
            throw Corrupt(
                $"{path} is {state}, and its log {wal} is not: they belong together. Put the file back, or {Database.Remedy("both")}"
            );
        }
        // One of 0 bytes is what a power cut leaves of a file that was there; a missing one may lie on a disk that is not mounted, or was
        // moved.
        if (RowsBefore(path) is ({ } log, > 0 and var rows))
        {
            throw Corrupt(
                $"{path} is {state}, and {log} beside it tells of a state with {rows} rows of audit. Put the file back, or `openclaw restore FILE` puts a backup in its place; to start anew, move {(isThere ? "both" : log)} aside."
            );
        }
    }

    private static void AsLongAsItsHeaderSays(string path, string? wal)
    {
        using var file = File.OpenHandle(path);
        Span<byte> header = stackalloc byte[100];
        if (RandomAccess.Read(file, header, 0) < header.Length || !header.StartsWith("SQLite format 3\0"u8))
        {
            return;
        }
        // Of a file that an old SQLite has written the length stands for nothing.
        if (!header[24..28].SequenceEqual(header[92..96]))
        {
            return;
        }
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var written and not 1 ? written : 65536;
        var (pages, there) = (BinaryPrimitives.ReadUInt32BigEndian(header[28..]), RandomAccess.GetLength(file) / pageSize);
        if (there >= pages || (wal is not null && PagesIn(wal, pageSize, above: there, upTo: pages) >= pages - there))
        {
            return;
        }
        throw Corrupt(
            $"{path} is cut off: it has {RandomAccess.GetLength(file)} bytes of {pages * (long)pageSize}. {Database.Remedy("it")}"
        );
    }

    /// <summary>How many rows the audit had when the gateway's log last noted it, and in which file; null where it never did.</summary>
    private static (string Log, long Rows)? RowsBefore(string path)
    {
        // The older one where the newer was begun after the last note.
        foreach (var name in (string[])["openclaw.log", "openclaw.log.1"])
        {
            var log = Path.Combine(Path.GetDirectoryName(path)!, name);
            if (!File.Exists(log))
            {
                continue;
            }
            // Time and level stand before the text.
            var lines = File.ReadLines(log)
                .Where(static line => line.Contains(AuditNote.Mark, StringComparison.Ordinal))
                .Select(static line => (At: "", Text: line[line.IndexOf(AuditNote.Mark, StringComparison.Ordinal)..]));
            if (AuditNote.Pins(lines) is [.., var last])
            {
                return (name, last.Head.Count);
            }
        }

        return null;
    }

    /// <summary>How many pages of a range the log holds: a process that died while it copied them back has written the new length
    /// already.</summary>
    private static int PagesIn(string wal, int pageSize, long above, long upTo)
    {
        using var log = new FileStream(wal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[32];
        if (log.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            return 0;
        }
        var salts = header[16..24].ToArray();
        var found = new HashSet<uint>();
        Span<byte> frame = stackalloc byte[24];
        while (log.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length && frame[8..16].SequenceEqual(salts))
        {
            var page = BinaryPrimitives.ReadUInt32BigEndian(frame);
            if (page > above && page <= upTo)
            {
                found.Add(page);
            }
            log.Seek(pageSize, SeekOrigin.Current);
        }

        return found.Count;
    }

    private static StorageException Corrupt(string message) => new(StorageFault.Corrupt, message);
}
