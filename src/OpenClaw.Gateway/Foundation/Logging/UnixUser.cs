using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Logging;

/// <summary>The system's users.</summary>
internal static class UnixUser
{
    /// <summary>The user this process acts as.</summary>
    public static uint Own => Libc.geteuid();

    /// <summary>The user's name, or the number itself when the system has no name for it.</summary>
    public static unsafe string NameOf(uint uid)
    {
        // struct passwd is smaller than this everywhere, and begins with the pointer to the name.
        Span<byte> passwd = stackalloc byte[256];
        Span<byte> strings = stackalloc byte[4096];
        fixed (
            byte* entry = passwd,
                text = strings
        )
        {
            var name =
                Libc.getpwuid_r(uid, entry, text, (nuint)strings.Length, out var found) == 0 && found != 0
                    ? Marshal.PtrToStringUTF8(*(nint*)entry)
                    : null;
            return string.IsNullOrEmpty(name) ? uid.ToString(CultureInfo.InvariantCulture) : name;
        }
    }

    /// <summary>Whether the system has a user of this name. A number is the name of a user for whom it has none; where it cannot say, there
    /// may be one.</summary>
    public static unsafe bool Exists(string name)
    {
        const int NoEntry = 2;
        const int NoSuchProcess = 3;
        if (name.Length > 0 && name.All(char.IsAsciiDigit))
        {
            return true;
        }
        Span<byte> passwd = stackalloc byte[256];
        Span<byte> strings = stackalloc byte[4096];
        fixed (
            byte* entry = passwd,
                text = strings
        )
        {
            var error = Libc.getpwnam_r(name, entry, text, (nuint)strings.Length, out var found);
            // An entry too large for the space is one.
            return found != 0 || error is not (0 or NoEntry or NoSuchProcess);
        }
    }

    /// <summary>Whether this process may make files in a directory.</summary>
    public static bool MayWrite(string directory)
    {
        const int WriteAndSearch = 2 | 1;
        return Libc.access(directory, WriteAndSearch) == 0;
    }
}
