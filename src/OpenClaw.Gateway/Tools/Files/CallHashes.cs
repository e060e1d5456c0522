using System.Security.Cryptography;
using OpenClaw.Policy.Calls;

namespace OpenClaw.Tools.Files;

/// <summary>
/// Hashes the files one call rests on, within bounds: a file that is larger, or comes when the call has had its share, is named and not
/// read. Stops between two pieces when the turn is stopped. Blocks; not for the loop.
/// </summary>
internal sealed class CallHashes(CancellationToken ct)
{
    public const long MostOfFile = 64 << 20;
    public const long MostOfCall = 256 << 20;

    private const int Piece = 1 << 20;

    private long _left = MostOfCall;

    /// <summary>Told before each piece that is read; for tests.</summary>
    internal Action? Reading { get; init; }

    public FileHash Of(string path)
    {
        ct.ThrowIfCancellationRequested();
        using var handle = SafeFile.OpenRead(path, out var status, out _);
        if (handle is null)
        {
            return new FileHash(path, FileHash.Absent);
        }
        var room = Math.Min(MostOfFile, _left);
        if (status.Size > room)
        {
            return new FileHash(path, FileHash.TooLarge + status.Size.ToString(CultureInfo.InvariantCulture));
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var stream = new FileStream(handle, FileAccess.Read, 0);
        var piece = new byte[Math.Clamp(status.Size + 1, 4096, Piece)];
        var total = 0L;
        for (int read; (read = Read(stream, piece)) > 0; total += read)
        {
            // It grew while it was read.
            if (total + read > room)
            {
                return new FileHash(path, FileHash.TooLarge + status.Size.ToString(CultureInfo.InvariantCulture));
            }
            hash.AppendData(piece, 0, read);
        }

        _left -= total;
        return new FileHash(path, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>What a question says of the files that were not read; empty when there are none.</summary>
    public static string Note(IEnumerable<FileHash> files)
    {
        var large = files.Where(static file => file.IsTooLarge).ToList();
        return large.Count == 0
            ? ""
            : string.Concat(
                large.Select(static file =>
                    $"\n(not bound, too large to bind: {file.Path}, {file.Sha256[FileHash.TooLarge.Length..]} bytes)"
                )
            );
    }

    private int Read(FileStream stream, byte[] piece)
    {
        Reading?.Invoke();
        ct.ThrowIfCancellationRequested();
        return stream.Read(piece);
    }
}
