namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>
/// The executable that is replaced, and the files that an upgrade puts beside it: on the same file system, where a rename happens whole or
/// not at all, and in a folder that only whoever installs may write to. The gateway's user must not be able to lay something into the place
/// that is gone back to, so the executable of before does not lie with the state.
/// </summary>
internal sealed class Installation(string executable)
{
    public string Executable => executable;

    public string Folder { get; } = Path.GetDirectoryName(executable)!;

    /// <summary>The new executable, whole and on the disk, until it is renamed.</summary>
    public string New => Beside("new");

    /// <summary>What a package was unpacked to.</summary>
    public string Unpacked => Beside("unpacked");

    /// <summary>The executable of before the last upgrade.</summary>
    public string Previous => Beside("previous");

    public string Journal => Beside("upgrade");

    /// <summary>Another number after each replacement, whoever made it.</summary>
    public string Inode => $"{FileIdentity.Of(Executable)?.Inode}";

    /// <param name="named">Null takes the executable of this process.</param>
    public static Installation Of(string? named)
    {
        var path = named is null ? Environment.ProcessPath ?? "" : Path.GetFullPath(named);
        return File.Exists(path)
            ? new Installation(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path)
            : throw new UpgradeRefusedException($"there is no executable {path}; --executable names the one that is installed");
    }

    /// <summary>Gives the present executable a second name, from which it can be put back.</summary>
    public void Keep()
    {
        File.Delete(Previous);
        if (Libc.link(Executable, Previous) != 0)
        {
            // A file system without hard links.
            var copy = Beside("copying");
            File.Copy(Executable, copy, overwrite: true);
            Durable.FlushFile(copy);
            File.Move(copy, Previous);
        }
        Durable.FlushDirectory(Folder);
    }

    public void Replace() => MoveHere(New);

    public void PutBack() => MoveHere(Previous);

    /// <summary>Takes away what is of use during an upgrade only.</summary>
    public void Clear()
    {
        File.Delete(New);
        File.Delete(Beside("copying"));
        if (Directory.Exists(Unpacked))
        {
            Directory.Delete(Unpacked, recursive: true);
        }
    }

    private void MoveHere(string file)
    {
        File.Move(file, Executable, overwrite: true);
        Durable.FlushDirectory(Folder);
    }

    private string Beside(string name) => Path.Combine(Folder, $".{Path.GetFileName(Executable)}.{name}");
}
