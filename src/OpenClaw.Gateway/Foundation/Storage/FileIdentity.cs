using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Storage;

/// <summary>Which file a path leads to, and whose it is, by the numbers of the file system.</summary>
internal readonly record struct FileIdentity(ulong Inode, uint Major, uint Minor, uint Owner)
{
    /// <summary>How many names it has. Not compared: a file that gets another name is the same file.</summary>
    public uint Links { get; private init; }

    public uint Group { get; private init; }

    public bool IsFolder { get; private init; }

    public bool IsSocket { get; private init; }

    /// <summary>Neither folder, link, pipe, socket nor device.</summary>
    public bool IsPlainFile { get; private init; }

    /// <summary>Whether something is mounted here, a folder onto itself too. Kernels before 5.8 do not tell.</summary>
    public bool IsMounted { get; private init; }

    /// <summary>Null when the path leads nowhere.</summary>
    public static FileIdentity? Of(string path) => Look(-100, path, 0);

    /// <summary>Of a link itself, and not of what it leads to.</summary>
    public static FileIdentity? OfItself(string path)
    {
        const int atSymlinkNoFollow = 0x100;
        return Look(-100, path, atSymlinkNoFollow);
    }

    /// <summary>Of an open file.</summary>
    public static FileIdentity? Of(int descriptor)
    {
        const int atEmptyPath = 0x1000;
        return Look(descriptor, "", atEmptyPath);
    }

    public bool Equals(FileIdentity other) => (Inode, Major, Minor, Owner) == (other.Inode, other.Major, other.Minor, other.Owner);

    public override int GetHashCode() => HashCode.Combine(Inode, Major, Minor, Owner);

    private static FileIdentity? Look(int directory, string path, int flags)
    {
        const uint typeLinksOwnersInode = 0x11D;
        Span<byte> buffer = stackalloc byte[256];
        if (!Libc.TryLook(directory, path, flags, typeLinksOwnersInode, buffer))
        {
            return null;
        }
        return new FileIdentity(
            MemoryMarshal.Read<ulong>(buffer[32..]),
            MemoryMarshal.Read<uint>(buffer[136..]),
            MemoryMarshal.Read<uint>(buffer[140..]),
            MemoryMarshal.Read<uint>(buffer[20..])
        )
        {
            Links = MemoryMarshal.Read<uint>(buffer[16..]),
            Group = MemoryMarshal.Read<uint>(buffer[24..]),
            IsFolder = (MemoryMarshal.Read<ushort>(buffer[28..]) & 0xF000) == 0x4000,
            IsSocket = (MemoryMarshal.Read<ushort>(buffer[28..]) & 0xF000) == 0xC000,
            IsPlainFile = (MemoryMarshal.Read<ushort>(buffer[28..]) & 0xF000) == 0x8000,
            IsMounted = (MemoryMarshal.Read<ulong>(buffer[8..]) & 0x2000) != 0,
        };
    }
}
