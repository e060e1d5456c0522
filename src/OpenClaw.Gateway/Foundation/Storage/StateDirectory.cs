namespace OpenClaw.Foundation.Storage;

/// <summary>The directory that holds all state, locked for one gateway. Disposing gives the lock back.</summary>
internal sealed class StateDirectory : IDisposable
{
    private readonly FileStream _lock;

    private StateDirectory(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <summary>The name of the state's file.</summary>
    public const string DatabaseName = "state.db";

    /// <summary>How the names begin of states that a restore has put aside.</summary>
    public const string AsideName = "state.db.before-restore-";

    public string Database => DatabaseIn(Path);

    /// <summary>The state that was put aside when a restore was finished that had been interrupted; null when there was none.</summary>
    public string? PutAside { get; private init; }

    public static string DatabaseIn(string directory) => System.IO.Path.Combine(directory, DatabaseName);

    /// <summary>Where the state lies: <c>-s</c>, <c>$STATE_DIRECTORY</c>, <c>$XDG_STATE_HOME/openclaw</c>,
    /// <c>~/.local/state/openclaw</c>.</summary>
    public static string Find(string? option, Func<string, string?> environment)
    {
        if (!string.IsNullOrEmpty(option))
        {
            return System.IO.Path.GetFullPath(option);
        }
        // systemd separates several directories with colons; the first is ours.
        if (environment("STATE_DIRECTORY") is { Length: > 0 } service)
        {
            return service.Split(':')[0];
        }
        if (environment("XDG_STATE_HOME") is { Length: > 0 } xdg)
        {
            return System.IO.Path.Combine(xdg, "openclaw");
        }
        var home = environment("HOME") is { Length: > 0 } set ? set : HomeFolder.Path;
        return System.IO.Path.Combine(home, ".local", "state", "openclaw");
    }

    /// <exception cref="StorageException">Not ours, read-only, or held by a live gateway.</exception>
    public static StateDirectory Open(string path) => Open(path, notesHolder: true);

    /// <summary>The same for one who only copies the state: nothing is written there that a full disk would refuse.</summary>
    /// <exception cref="StorageException">Not ours, or held by a live gateway.</exception>
    public static StateDirectory OpenToCopy(string path) => Open(path, notesHolder: false);

    private static StateDirectory Open(string path, bool notesHolder)
    {
        if (File.Exists(path))
        {
            throw new StorageException(StorageFault.Io, $"state directory {path} is a file. Name a directory with -s.");
        }
        try
        {
            // 0700: transcripts and approvals are nobody else's business.
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Refused(path, e, "Choose another with -s, or let this user write there.");
        }

        // Root too: what root writes into somebody's state, that user's gateway cannot open any more.
        if (FileIdentity.Of(path) is { } found && found.Owner != Libc.geteuid())
        {
            throw new StorageException(
                StorageFault.NotOurs,
                $"state directory {path} belongs to user id {found.Owner}, not to us ({Libc.geteuid()}). Choose another with -s, or run as its owner."
            );
        }

        FileStream held;
        try
        {
            // FileShare.None is an exclusive flock: it goes with the process, however that ends.
            held = PrivateFile.Open(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new StorageException(
                StorageFault.Locked,
                $"state directory {path} is in use by another gateway{Holder(path)}. Stop that one, or give this one its own with -s.",
                e
            );
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw Refused($"{path} cannot be written", e, "Choose another with -s, or let this user write there.");
        }

        string? aside;
        try
        {
            if (notesHolder)
            {
                File.WriteAllText(PidFile(path), $"{Environment.ProcessId}\n");
            }
            aside = StateRestore.Finish(DatabaseIn(path));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            held.Dispose();
            throw Refused($"{path} cannot be written", e, "Free some space, or choose another with -s.");
        }

        return new StateDirectory(path, held) { PutAside = aside };
    }

    public void Dispose() => _lock.Dispose();

    private static StorageException Refused(string what, Exception e, string remedy) =>
        new(Classify(e), $"state directory {what}: {Reason(e)}. {remedy}", e);

    internal static StorageFault Classify(Exception e) =>
        e switch
        {
            UnauthorizedAccessException => StorageFault.NotOurs,
            IOException { HResult: 28 } => StorageFault.DiskFull,
            IOException { HResult: 30 } => StorageFault.ReadOnly,
            _ => StorageFault.Io,
        };

    internal static string Reason(Exception e) =>
        Classify(e) switch
        {
            StorageFault.DiskFull => "no space left on the disk",
            StorageFault.ReadOnly => "the file system is read-only",
            StorageFault.NotOurs => "permission denied",
            _ => e.Message,
        };

    // Beside the lock and not in it: nobody else may open a locked file.
    private static string PidFile(string path) => System.IO.Path.Combine(path, "pid");

    private static string Holder(string path)
    {
        try
        {
            return $" (process {File.ReadAllText(PidFile(path)).Trim()})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // EWOULDBLOCK, the same on every Linux.
    private const int WouldBlock = 11;
}
