namespace OpenClaw.Foundation.Linux;

/// <summary>Opens files that, when they are made, only their owner may read and write.</summary>
internal static class PrivateFile
{
    public static FileStream Open(
        string path,
        FileMode mode,
        FileAccess access = FileAccess.Write,
        FileShare share = FileShare.Read,
        int bufferSize = 4096
    ) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = mode,
                Access = access,
                Share = share,
                BufferSize = bufferSize,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
}
