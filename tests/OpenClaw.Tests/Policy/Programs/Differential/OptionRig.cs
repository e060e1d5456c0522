using System.Diagnostics;
using System.Security.Cryptography;
using OpenClaw.Exec;

namespace OpenClaw.Tests.Policy.Programs.Differential;

/// <summary>What one line did: the stubs that ran, and the paths that were made, changed or taken away.</summary>
internal sealed record Seen(IReadOnlyList<string> Ran, IReadOnlyList<string> Changed);

/// <summary>A scratch folder for each line, made anew from a template, with stubs that leave a trace when they are run.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class OptionRig : IDisposable
{
    private const string Dash = "/bin/dash";
    private static readonly string[] s_own = ["bin", "log", "home"];

    private readonly string _root = OpenClaw.Policy.Effects.RealPath.Of(
        Directory.CreateTempSubdirectory("openclaw-options-").FullName,
        "/"
    )!;
    private readonly string _template;

    public OptionRig()
    {
        _template = Directory.CreateDirectory($"{_root}/template").FullName;
        foreach (var folder in new[] { "bin", "home", "d", "r2" })
        {
            Directory.CreateDirectory($"{_template}/{folder}");
        }
        foreach (var stub in new[] { "alpha", "beta" })
        {
            // $0 is the path by which it was found; the variables of the line may be gone.
            File.WriteAllText($"{_template}/bin/{stub}", $"#!{Dash}\nprintf '%s\\n' {stub} >> \"${{0%/*}}/../log\"\n");
            File.SetUnixFileMode($"{_template}/bin/{stub}", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        File.WriteAllText($"{_template}/f1", "a x\nb 2\nc/3\n");
        File.WriteAllText($"{_template}/f2", "p q\nr\n");
        File.WriteAllText($"{_template}/d/f3", "a\n");
        File.WriteAllText($"{_template}/Makefile", "all:\n\t@alpha\nother:\n\t@beta\n");
        Prepare(
            "tar cf a.tar f1 d; command -v zip > /dev/null && zip -q a.zip f1 d/f3; git init -q . && git add f1 f2 d && git -c user.name=a -c user.email=b commit -qm x"
        );
        Prepare(
            "cd r2 && git init -q . && echo '* filter=x' > .gitattributes && echo x > g && git add . && git -c user.name=a -c user.email=b commit -qm x && git config filter.x.clean alpha && touch -d 2001-01-01 g"
        );
    }

    public static string[] Path { get; } = CommandEnvironment.Path.Split(':');

    public static string? WhyNot =>
        !File.Exists(Dash) ? "dash is not installed"
        : CommandEnvironment.Find("timeout", "/") is null ? "timeout is not installed"
        : CommandEnvironment.Find("git", "/") is null ? "git is not installed"
        : null;

    /// <summary>A fresh scratch folder.</summary>
    public string Make(int number)
    {
        var folder = $"{_root}/{number}";
        Copy(_template, folder);
        return folder;
    }

    public static Seen Run(string folder, string line)
    {
        var before = List(folder);
        Start(folder, line);
        var after = List(folder);
        var changed = before
            .Keys.Union(after.Keys)
            .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
            .Order(StringComparer.Ordinal)
            .ToArray();
        return new Seen(File.Exists($"{folder}/log") ? File.ReadAllLines($"{folder}/log") : [], changed);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Prepare(string script)
    {
        if (Start(_template, script) != 0)
        {
            throw new InvalidOperationException($"the scratch folder cannot be made: {script}");
        }
    }

    // `timeout` has its own process group and kills all of it.
    private static int Start(string folder, string line)
    {
        var start = new ProcessStartInfo(CommandEnvironment.Find("timeout", "/")!, ["-s", "KILL", "10", Dash, "-c", line])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var pair in CommandEnvironment.Default)
        {
            start.Environment[pair[..pair.IndexOf('=')]] = pair[(pair.IndexOf('=') + 1)..];
        }
        start.Environment["PATH"] = $"{folder}/bin:{CommandEnvironment.Path}";
        start.Environment["HOME"] = $"{folder}/home";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        // A child that went away from the group may keep the pipes: waiting for their end could last for ever.
        process.WaitForExit(TimeSpan.FromSeconds(30));
        return process.HasExited ? process.ExitCode : -1;
    }

    private static Dictionary<string, string> List(string folder)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
            IgnoreInaccessible = true,
        };
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", options))
        {
            var name = System.IO.Path.GetRelativePath(folder, entry.FullName);
            if (!s_own.Contains(name.Split('/')[0]))
            {
                found[entry.FullName] = entry.LinkTarget ?? (entry is FileInfo ? Hash(entry.FullName) : "folder");
            }
        }

        return found;
    }

    private static string Hash(string path)
    {
        try
        {
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (IOException)
        {
            return "gone";
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, $"{to}/{System.IO.Path.GetFileName(folder)}");
        }
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, $"{to}/{System.IO.Path.GetFileName(file)}");
        }
    }
}
