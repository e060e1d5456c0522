using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Storage;

/// <summary>
/// The checksum that a backup carries behind its last page, where SQLite does not look: a bit that changed on an old medium shows, in the middle of a text too. Backups of older
/// versions have none.
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

    /// <summary>What is wrong with a file by its checksum, in words; null when nothing is, or when it carries none.</summary>
    public static string? Complaint(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (stream.Length < Length) return null;
        var end = new byte[Length];
        stream.Position = stream.Length - Length;
        stream.ReadExactly(end);
        var text = Encoding.ASCII.GetString(end);
        if (!text.StartsWith(Mark, StringComparison.Ordinal)) return null;
        var written = text[Mark.Length..^1];
        var found = HashOf(stream, stream.Length - Length);
        return found == written ? null : $"its checksum is {found[..16]}... and was {written[..Math.Min(16, written.Length)]}... when it was made";
    }

    private static string HashOf(FileStream stream, long length)
    {
        stream.Position = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[1 << 16];
        for (var left = length; left > 0;)
        {
            var read = stream.Read(piece, 0, (int)Math.Min(piece.Length, left));
            if (read == 0) break;
            hash.AppendData(piece, 0, read);
            left -= read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
