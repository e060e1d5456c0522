namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>
/// What an upgrade is about to do, a line a step, each on the disk before the step is made: whoever comes after a power cut reads how far it
/// went. Holding the file is holding the lock, so there is one upgrade at a time.
/// </summary>
internal sealed class UpgradeJournal : IDisposable
{
    /// <summary>Steps. What stands behind one in the file was being done when the power failed.</summary>
    public const string Swap = "swap",
        Back = "back",
        Restored = "restored";

    /// <summary>What is known of the upgrade.</summary>
    public const string From = "from",
        To = "to",
        At = "at",
        File = "file",
        ByDpkg = "dpkg",
        Inode = "inode",
        State = "state",
        Schema = "schema",
        Backup = "backup",
        Service = "service",
        Process = "process";

    private const int WouldBlock = 11;

    private readonly FileStream _stream;
    private readonly Dictionary<string, string> _lines = [];

    private UpgradeJournal(FileStream stream)
    {
        _stream = stream;
        using var reader = new StreamReader(stream, leaveOpen: true);
        // A line without its end was being written when the power failed: its step was not begun.
        foreach (var line in reader.ReadToEnd().Split('\n')[..^1])
        {
            var (key, value) = line.IndexOf(' ') is > 0 and var space ? (line[..space], line[(space + 1)..]) : (line, "");
            _lines[key] = value;
        }
    }

    /// <summary>Whether an upgrade was begun and not ended.</summary>
    public bool IsUnderWay => _lines.Count > 0;

    public static UpgradeJournal Open(Installation place)
    {
        while (true)
        {
            FileStream stream;
            try
            {
                stream = new FileStream(
                    place.Journal,
                    new FileStreamOptions
                    {
                        Mode = FileMode.OpenOrCreate,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.None,
                        BufferSize = 0,
                        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    }
                );
            }
            catch (IOException e) when (e.HResult == WouldBlock)
            {
                throw new UpgradeRefusedException($"an upgrade of {place.Executable} is running already; wait for its end");
            }
            catch (UnauthorizedAccessException)
            {
                throw new UpgradeRefusedException(
                    $"{UnixUser.NameOf(UnixUser.Own)} may not write to {place.Folder}. Type: sudo openclaw upgrade FILE"
                );
            }

            // Whoever held it may have ended between our open and our lock, and taken the name away.
            if (FileIdentity.Of((int)stream.SafeFileHandle.DangerousGetHandle()) == FileIdentity.Of(place.Journal))
            {
                Durable.FlushDirectory(place.Folder);
                return new UpgradeJournal(stream);
            }
            stream.Dispose();
        }
    }

    public bool Has(string key) => _lines.ContainsKey(key);

    /// <summary>What was noted under a key; nothing where it was not.</summary>
    public string this[string key] => _lines.GetValueOrDefault(key, "");

    /// <summary>On the disk when it returns.</summary>
    public void Note(params ReadOnlySpan<(string Key, string Value)> lines)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in lines)
        {
            _lines[key] = value.ReplaceLineEndings(" ");
            text.Append($"{key} {_lines[key]}\n");
        }
        _stream.Seek(0, SeekOrigin.End);
        _stream.Write(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Nothing is under way any more.</summary>
    public void End()
    {
        System.IO.File.Delete(_stream.Name);
        Durable.FlushDirectory(Path.GetDirectoryName(_stream.Name)!);
    }

    public void Dispose() => _stream.Dispose();
}
