using System.Text;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;

namespace OpenClaw.Cli.Commands.Init;

/// <summary>The file that <c>init</c> writes: where it is, why it may not be written, and its writing, which never replaces one.</summary>
internal sealed class InitTarget
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _folder;
    private readonly bool _replacesExample;

    private InitTarget(string path, bool isService)
    {
        (Path, IsService) = (path, isService);
        _folder = System.IO.Path.GetDirectoryName(path) ?? "/";
        // A package's example is nobody's work; anything else may be.
        _replacesExample = isService && IsExample(path);
    }

    public string Path { get; }

    /// <summary>It is the one that the installed service reads.</summary>
    public bool IsService { get; }

    /// <summary>The package's example was in its place, and is moved aside by the writing.</summary>
    public bool IsExampleMoved => _replacesExample;

    /// <summary>Where the package's example is put.</summary>
    public string ExamplePath => $"{Path}.example";

    /// <param name="file">What <c>-c</c> says.</param>
    public static InitTarget Find(Machine machine, string? file)
    {
        var service = machine.At(Machine.ServiceConfig);
        var path =
            file is not null ? FilePaths.Resolve(file, machine.Folder, machine.Request.Home)
            : machine is { User: 0, HasService: true } ? service
            : System.IO.Path.Combine(machine.Folder, "openclaw.toml");
        return new InitTarget(path, path == service && machine.HasService);
    }

    /// <summary>Whether a file is, byte for byte, the example in this executable.</summary>
    public static bool IsExample(string path)
    {
        try
        {
            return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(ExampleConfig.Text));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is taken for somebody's work.
            return false;
        }
    }

    /// <summary>Why it cannot be written, before anybody is asked anything; null where it can.</summary>
    public string? Problem()
    {
        if (Exists(Path) && !_replacesExample)
        {
            return $"{Path} is there already, and init writes over no file. `openclaw check {Shell(Path)}` says whether it is right; to begin anew, move it away: mv {Shell(Path)} {Shell(Path)}.old";
        }
        if (_replacesExample && Exists(ExamplePath) && !IsExample(ExamplePath))
        {
            return $"{Path} is the package's example, and would be moved to {ExamplePath}, where another file is; move that away";
        }
        if (!Directory.Exists(_folder))
        {
            return IsService ? null : $"the folder {_folder} is not there; make it: mkdir -p {Shell(_folder)}";
        }
        return UnixUser.MayWrite(_folder)
            ? null
            : $"you may not write in {_folder}; run it as a user who may, or name another file with -c FILE";
    }

    /// <summary>Writes it whole or not at all. A file that somebody put there in the meantime stays as it is.</summary>
    public void Write(string text)
    {
        if (IsService)
        {
            Directory.CreateDirectory(_folder);
        }
        var fresh = System.IO.Path.Combine(_folder, $".openclaw.toml.{Environment.ProcessId}");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = Readable,
            };
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(Encoding.UTF8.GetBytes(text));
                stream.Flush(flushToDisk: true);
            }
            // Whatever the umask: the service reads it as a user of its own, and no secret is ever in it.
            File.SetUnixFileMode(fresh, Readable);
            if (_replacesExample)
            {
                File.Move(Path, ExamplePath, overwrite: true);
            }
            Name(fresh);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (_replacesExample && !Exists(Path))
            {
                File.Move(ExamplePath, Path);
            }
            throw new IOException($"{Path} could not be written, and nothing is changed: {e.Message}", e);
        }
        finally
        {
            File.Delete(fresh);
        }
        Durable.FlushDirectory(_folder);
    }

    /// <summary>Gives the file its name where no file has it, which the framework would look at first and then do.</summary>
    private void Name(string fresh)
    {
        const int here = -100;
        const uint noReplace = 1;
        // FAT has no second names, and NFS cannot rename so.
        if (Libc.link(fresh, Path) != 0 && Libc.Errno is var error and not 0)
        {
            if (error == Libc.EEXIST || Libc.renameat2(here, fresh, here, Path, noReplace) != 0)
            {
                throw new IOException(error == Libc.EEXIST ? "somebody else has just put a file there" : Libc.Explain(error));
            }
        }
    }

    /// <summary>A word as a shell takes it.</summary>
    public static string Shell(string word) =>
        word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-' or ':' or '+')
            ? word
            : $"'{Escaping.Line(word).Replace("'", "'\\''")}'";

    // A link that leads nowhere is somebody's, too.
    private static bool Exists(string path) => System.IO.Path.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
