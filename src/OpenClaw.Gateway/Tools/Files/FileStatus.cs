namespace OpenClaw.Tools.Files;

/// <summary>What a file is, by statx: its layout is the same on every architecture.</summary>
internal readonly record struct FileStatus(ushort Mode, long Size)
{
    private const int Regular = 0x8000,
        Directory = 0x4000,
        Link = 0xA000,
        TypeMask = 0xF000;

    public bool IsRegular => (Mode & TypeMask) == Regular;

    public bool IsDirectory => (Mode & TypeMask) == Directory;

    public bool IsLink => (Mode & TypeMask) == Link;

    public uint Permissions => Mode & 0xFFFu;

    /// <summary>For a sentence: "is a ...".</summary>
    public string Kind =>
        (Mode & TypeMask) switch
        {
            Regular => "file",
            Directory => "folder",
            Link => "link",
            0x1000 => "named pipe",
            0xC000 => "socket",
            _ => "device",
        };

    public static unsafe FileStatus? Of(int fd)
    {
        const int atEmptyPath = 0x1000;
        return Read(fd, "", atEmptyPath);
    }

    /// <summary>Of the path itself, not of what it links to.</summary>
    public static FileStatus? Of(string path)
    {
        const int atFdCwd = -100,
            atSymlinkNoFollow = 0x100;
        return Read(atFdCwd, path, atSymlinkNoFollow);
    }

    private static unsafe FileStatus? Read(int folder, string path, int flags)
    {
        const uint typeModeSize = 0x203;
        var buffer = stackalloc byte[256];
        if (Libc.statx(folder, path, flags, typeModeSize, buffer) != 0)
        {
            return null;
        }
        return new FileStatus(*(ushort*)(buffer + 28), *(long*)(buffer + 40));
    }
}
