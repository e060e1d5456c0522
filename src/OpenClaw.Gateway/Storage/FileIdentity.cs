using System.Runtime.InteropServices;

namespace OpenClaw.Storage;

/// <summary>Which file a path leads to, and whose it is, by the numbers of the file system.</summary>
internal readonly partial record struct FileIdentity(ulong Inode, uint Major, uint Minor, uint Owner)
{
    /// <summary>Null when the path leads nowhere.</summary>
    public static FileIdentity? Of(string path)
    {
        Span<byte> buffer = stackalloc byte[256];
        // statx: its fields lie at the same offsets on every architecture, which struct stat cannot say of itself.
        if (statx(-100, path, 0, 0x108, ref MemoryMarshal.GetReference(buffer)) != 0) return null;
        return new FileIdentity(MemoryMarshal.Read<ulong>(buffer[32..]), MemoryMarshal.Read<uint>(buffer[136..]), MemoryMarshal.Read<uint>(buffer[140..]), MemoryMarshal.Read<uint>(buffer[20..]));
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, ref byte buffer);
}
