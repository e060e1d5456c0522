namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>The file that an upgrade comes in: a Debian package, the tarball of a release, or an executable alone.</summary>
internal sealed class UpgradeFile
{
    private readonly Func<ProgramCall, ProgramEnd?> _run;

    private UpgradeFile(string path, UpgradeFileKind kind, Func<ProgramCall, ProgramEnd?> run)
    {
        (Path, Kind) = (path, kind);
        _run = run;
    }

    public string Path { get; }

    public UpgradeFileKind Kind { get; }

    public static UpgradeFile Open(string path, Func<ProgramCall, ProgramEnd?> run)
    {
        if (!File.Exists(path))
        {
            throw new UpgradeRefusedException(
                $"{path} {(Directory.Exists(path) ? "is a directory; name the package in it" : "does not exist")}"
            );
        }
        using var handle = File.OpenHandle(path);
        Span<byte> start = stackalloc byte[8];
        start = start[..RandomAccess.Read(handle, start, 0)];
        UpgradeFileKind? kind =
            start.StartsWith(ElfHeader.Magic) ? UpgradeFileKind.Executable
            : start.StartsWith("!<arch>\n"u8) ? UpgradeFileKind.Package
            : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? UpgradeFileKind.Tarball
            : null;
        return kind is { } known
            ? new UpgradeFile(path, known, run)
            : throw new UpgradeRefusedException(
                $"{path} is neither a Debian package (openclaw_VERSION_ARCH.deb), nor the tarball of a release (.tar.gz), nor an executable for Linux"
            );
    }

    /// <summary>How many bytes it takes beside the executable; a guess for what is compressed.</summary>
    public long Room
    {
        get
        {
            var length = new FileInfo(Path).Length;
            return Kind switch
            {
                UpgradeFileKind.Executable => length,
                UpgradeFileKind.Tarball => length * 4,
                // dpkg unpacks it once more.
                _ => length * 8,
            };
        }
    }

    /// <summary>Puts the executable into its place beside the old one, whole, on the disk, and for this machine.</summary>
    public void Unpack(Installation place)
    {
        place.Clear();
        if (Kind == UpgradeFileKind.Executable)
        {
            File.Copy(Path, place.New);
        }
        else
        {
            Directory.CreateDirectory(place.Unpacked, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            UnpackTo(place.Unpacked);
            File.Move(ExecutableIn(place.Unpacked), place.New);
        }

        File.SetUnixFileMode(place.New, (UnixFileMode)0b111_101_101);
        if (ElfHeader.Complaint(place.New) is { } complaint)
        {
            throw new UpgradeRefusedException($"{Subject} {complaint}");
        }
        Durable.FlushFile(place.New);
        Durable.FlushDirectory(place.Folder);
    }

    private string Subject => Kind == UpgradeFileKind.Executable ? Path : $"the executable in {Path}";

    private void UnpackTo(string folder)
    {
        var call =
            Kind == UpgradeFileKind.Package
                ? new ProgramCall("dpkg-deb", "-x", Path, folder)
                : new ProgramCall("tar", "-xzf", Path, "-C", folder, "--no-same-owner");
        var end =
            _run(call with { Limit = TimeSpan.FromMinutes(10) })
            ?? throw new UpgradeRefusedException(
                $"{Path} is unpacked by {call.Name}, which is not here{(Kind == UpgradeFileKind.Package ? "; take the tarball of the release" : "")}"
            );
        if (!end.Succeeded)
        {
            throw new UpgradeRefusedException(
                end.Output.Contains("No space left", StringComparison.Ordinal)
                    ? $"{Path} cannot be unpacked beside the executable: no space left on the disk of {folder}"
                    : $"{Path} cannot be unpacked: it is cut short or damaged ({end.Line}). Fetch it again"
            );
        }
    }

    private string ExecutableIn(string folder) =>
        Directory
            .EnumerateFiles(folder, "openclaw", SearchOption.AllDirectories)
            .FirstOrDefault(static file => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(file)) == "bin")
        ?? throw new UpgradeRefusedException($"{Path} has no bin/openclaw in it: it is no release of openclaw");
}

/// <summary>What the first bytes of an <see cref="UpgradeFile"/> say.</summary>
internal enum UpgradeFileKind
{
    Executable,
    Tarball,
    Package,
}
