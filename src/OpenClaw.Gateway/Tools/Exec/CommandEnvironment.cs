namespace OpenClaw.Tools.Exec;

/// <summary>What a command finds in its environment: nothing of the gateway's, so no secret can leak by it.</summary>
internal static class CommandEnvironment
{
    /// <summary>Fixed, so that a bare name in a policy always means the same file.</summary>
    public const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static IReadOnlyList<string> Default { get; } =
    [
        $"PATH={Path}",
        $"HOME={Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)}",
        $"USER={Environment.UserName}",
        $"LOGNAME={Environment.UserName}",
        "LANG=C.UTF-8",
        "LC_ALL=C.UTF-8",
        "TERM=dumb",
    ];

    /// <summary>The file that a bare name runs, or null. A name with a slash is taken from <paramref name="directory"/>.</summary>
    public static string? Find(string name, string directory)
    {
        if (name.Length == 0) return null;
        if (name.Contains('/')) return System.IO.Path.GetFullPath(name, directory) is var full && IsExecutable(full) ? full : null;
        return Path.Split(':').Select(folder => $"{folder}/{name}").FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode any = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (File.GetUnixFileMode(path) & any) != 0;
    }
}
