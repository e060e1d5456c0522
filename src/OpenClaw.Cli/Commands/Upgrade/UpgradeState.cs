namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>
/// The state of the gateway that is upgraded. Whatever is done with it is done by a program that runs as its owner: what root writes there,
/// the gateway could not open any more.
/// </summary>
internal sealed class UpgradeState(string directory, Func<ProgramCall, ProgramEnd?> run)
{
    /// <summary>Of a package's unit, which alone sets a variable that says so.</summary>
    private const string OfThePackage = "/var/lib/openclaw";

    private const string BackupName = "upgrade-";
    private const int KeptBackups = 3;

    public string Directory => directory;

    public string Database => StateDirectory.DatabaseIn(directory);

    public bool Exists => File.Exists(Database);

    public static string Find(string? named, RunningGateway? running)
    {
        if (named is null && running?.StateDirectory is { } its)
        {
            return its;
        }
        var found = StateDirectory.Find(named, Environment.GetEnvironmentVariable);
        return named is null && !File.Exists(StateDirectory.DatabaseIn(found)) && File.Exists(StateDirectory.DatabaseIn(OfThePackage))
            ? OfThePackage
            : found;
    }

    /// <summary>How much room the upgrade takes here: the backup, the copy that is tried, and the one that a migration makes.</summary>
    public long Room => Exists ? (3 * new FileInfo(Database).Length) + (8 << 20) : 0;

    /// <summary>Null where there is no such program.</summary>
    public ProgramEnd? RunAsOwner(TimeSpan limit, string program, params string[] arguments)
    {
        if (FileIdentity.Of(directory) is not { } folder || folder.Owner == UnixUser.Own)
        {
            return run(new ProgramCall(program, arguments) { Limit = limit });
        }
        var home = $"{directory}-home";
        var call = new ProgramCall(
            "setpriv",
            [$"--reuid={folder.Owner}", $"--regid={folder.Group}", "--clear-groups", "--", program, .. arguments]
        );
        return run(call with { Limit = limit, Environment = System.IO.Directory.Exists(home) ? [("HOME", home)] : [] });
    }

    public string NewBackup(string version, DateTimeOffset now) =>
        Path.Combine(
            directory,
            $"{BackupName}from-{version}-{now.UtcDateTime.ToString("yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture)}.backup"
        );

    /// <summary>Takes older backups of upgrades away, but for the newest few.</summary>
    public void Prune()
    {
        var old = new DirectoryInfo(directory)
            .EnumerateFiles($"{BackupName}from-*.backup")
            .OrderByDescending(static file => file.LastWriteTimeUtc);
        foreach (var file in old.Skip(KeptBackups).ToArray())
        {
            file.Delete();
        }
    }
}
