using System.Security.Cryptography;

namespace OpenClaw.Tools.Files;

/// <summary>
/// Content on its way to a path: written beside it, synced, then renamed over it. What is not finished leaves nothing behind. Made by
/// <see cref="SafeFile.Begin"/>. Blocks; not for the loop.
/// </summary>
internal sealed class NewFile(int folder, string name, string temporary, uint mode, int file) : IDisposable
{
    private int _file = file;

    /// <summary>Owns the folder's descriptor from here on, unless it is null.</summary>
    public static NewFile? In(int folder, string name, uint mode, int noFollow, out int error)
    {
        // Short, so that a name of the greatest length still has room for it; a dot in front keeps it out of listings for the moment it
        // lives.
        var temporary = $".{RandomNumberGenerator.GetHexString(12, lowercase: true)}.new";
        var file = Libc.openat(folder, temporary, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_EXCL | Libc.O_CLOEXEC | noFollow, 0x180);
        error = file < 0 ? Libc.Errno : 0;
        return file < 0 ? null : new NewFile(folder, name, temporary, mode, file);
    }

    /// <returns>Null, or why not.</returns>
    public string? Write(ReadOnlySpan<byte> content)
    {
        while (content.Length > 0)
        {
            var written = Libc.Write(_file, content);
            if (written < 0)
            {
                return SafeFile.Explain(-written);
            }
            content = content[written..];
        }

        return null;
    }

    /// <summary>Puts it in its place, for good.</summary>
    /// <returns>Null, or why not.</returns>
    public string? Finish()
    {
        if (Libc.fchmod(_file, mode) != 0 || Libc.fsync(_file) != 0 || Libc.renameat(folder, temporary, folder, name) != 0)
        {
            return SafeFile.Explain(Libc.Errno);
        }
        _ = Libc.close(_file);
        _file = -1;
        _ = Libc.fsync(folder);
        return null;
    }

    public void Dispose()
    {
        if (_file >= 0)
        {
            _ = Libc.close(_file);
            _ = Libc.unlinkat(folder, temporary, 0);
        }

        _ = Libc.close(folder);
    }
}
