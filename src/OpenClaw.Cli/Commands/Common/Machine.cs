using OpenClaw.Config.Reading;

namespace OpenClaw.Cli.Commands.Common;

/// <summary>This machine as its files tell of it, and who types. A test gives a folder in the place of <c>/</c>.</summary>
internal sealed record Machine
{
    /// <summary>Where the service's configuration is, as the package puts it there.</summary>
    public const string ServiceConfig = "/etc/openclaw/openclaw.toml";

    private static readonly string[] s_units =
    [
        "/usr/lib/systemd/system/openclaw.service",
        "/usr/local/lib/systemd/system/openclaw.service",
    ];

    public string Root { get; init; } = "/";

    public uint User { get; init; } = UnixUser.Own;

    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    public Func<string, bool> HasUser { get; init; } = UnixUser.Exists;

    /// <summary>The folder the command is typed in.</summary>
    public string Folder
    {
        get => field ??= Directory.GetCurrentDirectory();
        init;
    }

    /// <summary>Whether the kernel takes its time for right, whoever set it.</summary>
    public Func<bool> IsSynchronised { get; init; } = Libc.IsClockSynchronised;

    public int PageSize { get; init; } = System.Environment.SystemPageSize;

    public bool IsPi => Read("/proc/device-tree/model")?.Contains("Raspberry Pi", StringComparison.Ordinal) is true;

    /// <summary>Whether the systemd unit of a package or a tarball is installed.</summary>
    public bool HasService => s_units.Any(Has);

    /// <summary>Memory that programs can have in all, in bytes; null where the kernel does not say.</summary>
    public long? Memory => Meminfo("MemTotal");

    /// <summary>Memory that a program could still get without swapping.</summary>
    public long? MemoryAvailable => Meminfo("MemAvailable");

    /// <summary>How the configuration is read here.</summary>
    public ConfigRequest Request =>
        new()
        {
            Environment = Environment,
            HasUser = HasUser,
            Directory = Folder,
            SystemDirectory = At("/etc/openclaw"),
        };

    public string At(string path) => Root == "/" ? path : Path.Join(Root, path);

    public bool Has(string path) => Path.Exists(At(path));

    /// <summary>A small file's text without white space around it; null where it is not there or says nothing to this user.</summary>
    public string? Read(string path)
    {
        try
        {
            return File.ReadAllText(At(path)).Trim();
        }
        // Files of the kernel fail in ways of their own: a card that does not answer is an IOException.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Names in a folder whose beginning is known, in order.</summary>
    public IEnumerable<string> Names(string folder, string pattern = "*")
    {
        try
        {
            return Directory.Exists(At(folder))
                ? Directory
                    .GetFileSystemEntries(At(folder), pattern)
                    .Select(static path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal)
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The name of the user who types, behind <c>sudo</c> too.</summary>
    public string Typist() =>
        User == 0 && Environment("SUDO_USER") is { Length: > 0 } before && HasUser(before) ? before : UnixUser.NameOf(User);

    private long? Meminfo(string name) =>
        Read("/proc/meminfo")
            ?.Split('\n')
            .Select(static line => line.Split((char[]?)[':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is [var first, _, "kB"] && first == name)
            .Select(static words =>
                long.TryParse(words[1], CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes * 1024 : (long?)null
            )
            .FirstOrDefault();
}
