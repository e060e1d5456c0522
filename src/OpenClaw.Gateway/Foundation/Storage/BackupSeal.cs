using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenClaw.Foundation.Storage;

/// <summary>
/// The checksum that a backup carries behind its last page, where SQLite does not look: a bit that changed on an old medium shows, in the
/// middle of a text too. Backups of older versions have none.
/// </summary>
internal static class BackupSeal
{
    private const string Mark = "\nopenclaw backup, sha256 ";
    private const int HashLetters = 64;

    private static int Length => Mark.Length + HashLetters + 1;

    /// <summary>Writes the checksum of all that is there to the end of a file.</summary>
    public static void Put(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        var hash = HashOf(stream, stream.Length);
        stream.Position = stream.Length;
        stream.Write(Encoding.ASCII.GetBytes($"{Mark}{hash}\n"));
    }

    /// <summary>What is wrong with a file by its length and its checksum, in words; null when nothing is, or when it carries none and is as
    /// long as its pages.</summary>
    public static string? Complaint(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (PagesOf(stream) is { } pages && stream.Length != pages && stream.Length != pages + Length)
        {
            return stream.Length < pages
                ? $"it is cut off, {stream.Length} of {pages} bytes"
                : $"it has {stream.Length} bytes, and had {pages + Length} with its checksum, or {pages} without, when it was made";
        }

        if (WrittenIn(stream) is not { } written)
        {
            return PagesOf(stream) is { } whole && stream.Length > whole ? "its checksum is unreadable" : null;
        }
        var found = HashOf(stream, stream.Length - Length);
        return found == written ? null : $"its checksum is {found[..16]}... and was {written[..16]}... when it was made";
    }

    /// <summary>Whether a file carries a checksum: a copy that was made by hand, or by an older version, has none.</summary>
    public static bool IsOn(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return WrittenIn(stream) is not null;
    }

    private static string? WrittenIn(FileStream stream)
    {
        if (stream.Length < Length)
        {
            return null;
        }
        var end = new byte[Length];
        stream.Position = stream.Length - Length;
        stream.ReadExactly(end);
        var text = Encoding.ASCII.GetString(end);
        return text.StartsWith(Mark, StringComparison.Ordinal) ? text[Mark.Length..^1] : null;
    }

    /// <summary>The bytes of all pages, by the file's header (https://www.sqlite.org/fileformat2.html#the_database_header); null where that
    /// does not say.</summary>
    private static long? PagesOf(FileStream stream)
    {
        Span<byte> header = stackalloc byte[100];
        stream.Position = 0;
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            return null;
        }
        var size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var written && written == 1 ? 65536 : (long)written;
        // The count holds only if the program that changed the file last knew of it.
        var count = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        return count == 0 || BinaryPrimitives.ReadUInt32BigEndian(header[24..]) != BinaryPrimitives.ReadUInt32BigEndian(header[92..])
            ? null
            : size * count;
    }

    private static string HashOf(FileStream stream, long length)
    {
        stream.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[1 << 16];
        for (var left = length; left > 0; )
        {
            var read = stream.Read(piece, 0, (int)Math.Min(piece.Length, left));
            if (read == 0)
            {
                break;
            }
            hash.AppendData(piece, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
