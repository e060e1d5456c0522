using System.Diagnostics;
using System.Runtime.InteropServices;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Build;

/// <summary>
/// A folder with the repository's <c>build.sh</c>, a few files in the places it reads, an executable of an earlier build, and a
/// <c>dotnet</c> that only notes how it was called. PATH leads to the tools the script uses and nowhere else, so the SDK of this machine is
/// out of reach.
/// </summary>
internal sealed class ScratchCheckout : IDisposable
{
    public const string OlderMade = "older\n";

    /// <summary>This machine as .NET names it; the other of the two that there are builds for is <see cref="OtherRid"/>.</summary>
    public static readonly string Rid =
        RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    public static readonly string OtherRid = Rid == "linux-x64" ? "linux-arm64" : "linux-x64";

    /// <summary>What the native build notes that it is made of.</summary>
    public static readonly string Made = $"artifacts/native/{Rid}/made";

    private static readonly string[] s_tools =
    [
        "bash",
        "sh",
        "env",
        "dirname",
        "uname",
        "find",
        "sort",
        "xargs",
        "sha256sum",
        "cut",
        "stat",
        "cat",
        "mkdir",
        "install",
        "mv",
        "rm",
        "awk",
        "gawk",
        "mawk",
        "sed",
        "id",
        "chmod",
        "cp",
        "git",
    ];

    private readonly TempFolder _folder = new();

    public ScratchCheckout()
    {
        Assert.SkipUnless(File.Exists("/usr/include/zlib.h"), "zlib1g-dev is not installed: ./build.sh setup");
        foreach (var tool in s_tools)
        {
            Link(tool);
        }
        foreach (var stub in new[] { "gcc", "strace" })
        {
            Program($"bin/{stub}", "exit 0");
        }
        Program("bin/dotnet", FakeDotnet);
        File.Copy(Repository.File("build.sh"), _folder.File("build.sh"));
        foreach (
            var name in new[]
            {
                "Directory.Build.props",
                "global.json",
                "openclaw.toml",
                Example,
                "examples/systemd/openclaw.service",
                "examples/systemd/openclaw.socket",
                "examples/systemd/openclaw-page.socket",
            }
        )
        {
            _folder.Write(name, $"# {name}\n");
        }
        _folder.Write("libsqlite3.a", "");
        Program("examples/demo/demo.sh", "echo \"demo $*\" >> \"$RAN\"");
        OlderBuild();
    }

    public static string Example => "src/OpenClaw.Gateway/Config/openclaw.example.toml";

    /// <summary>How each <c>dotnet</c> was called, one line a call.</summary>
    public string[] Dotnet => Lines("dotnet.log");

    /// <summary>What ran that a build is for: the executable, the demo, the benchmark, the tests.</summary>
    public string[] Ran => Lines("ran.log");

    public string Installed => _folder.File("installed");

    public string OlderExecutable { get; private set; } = "";

    public string Read(string name) => File.ReadAllText(_folder.File(name));

    public void Append(string name, string text) => File.AppendAllText(_folder.File(name), text);

    public void Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Makes a repository of the folder, with all that is in it committed.</summary>
    public async Task CommitAsync()
    {
        string[][] steps =
        [
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "all"],
        ];
        foreach (var step in steps)
        {
            var info = new ProcessStartInfo("git") { WorkingDirectory = _folder.Path, RedirectStandardInput = true };
            (info.RedirectStandardOutput, info.RedirectStandardError) = (true, true);
            Array.ForEach(step, info.ArgumentList.Add);
            var result = await ChildProcess.RunAsync(info);
            Assert.True(result.ExitCode == 0, result.ToString());
        }
    }

    /// <summary>Puts a program of this name and text onto the path of the script.</summary>
    public void AddProgram(string name, string text) => Program($"bin/{name}", text);

    public void RemoveDotnet() => File.Delete(_folder.File("bin/dotnet"));

    public string[] Entries() =>
        [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <param name="publish">What <c>dotnet publish</c> does: <c>works</c>, <c>fails</c>, or <c>leaves nothing</c> and says it went
    /// well.</param>
    public Task<CommandResult> RunAsync(string verb, string publish = "works")
    {
        var info = new ProcessStartInfo("/bin/bash")
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["build.sh", .. verb.Split(' ')])
        {
            info.ArgumentList.Add(argument);
        }
        info.Environment.Clear();
        info.Environment["PATH"] = _folder.File("bin");
        info.Environment["SQLITE_ARCHIVE"] = _folder.File("libsqlite3.a");
        info.Environment["PUBLISH"] = publish;
        info.Environment["DOTNET_LOG"] = _folder.File("dotnet.log");
        info.Environment["RAN"] = _folder.File("ran.log");
        info.Environment["DESTDIR"] = Installed;
        return ChildProcess.RunAsync(info);
    }

    public void Dispose() => _folder.Dispose();

    private void OlderBuild()
    {
        Program("dist/openclaw", "echo \"older $*\" >> \"$RAN\"");
        OlderExecutable = Read("dist/openclaw");
        Program($"artifacts/native/{Rid}/out/openclaw", "echo \"older $*\" >> \"$RAN\"");
        _folder.Write(Made, OlderMade);
    }

    private string[] Lines(string name) => File.Exists(_folder.File(name)) ? File.ReadAllLines(_folder.File(name)) : [];

    private void Link(string tool)
    {
        var place = new[] { "/usr/bin/", "/bin/" }.Select(folder => folder + tool).FirstOrDefault(File.Exists);
        if (place is null)
        {
            return;
        }
        Directory.CreateDirectory(_folder.File("bin"));
        File.CreateSymbolicLink(_folder.File("bin", tool), place);
    }

    private void Program(string name, string text) =>
        File.SetUnixFileMode(
            _folder.Write(name, $"#!/bin/sh\n{text}\n"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        );

    private const string FakeDotnet = """
        echo "$*" >> "$DOTNET_LOG"
        case $1 in
          --version) echo 10.0.100 ;;
          publish)
            [ "$PUBLISH" != fails ] || exit 1
            [ "$PUBLISH" = works ] || exit 0
            while [ "$1" != -o ]; do shift; done
            mkdir -p "$2"
            printf '#!/bin/sh\necho "newer $*" >> "$RAN"\n' > "$2/openclaw" ;;
          test)
            echo "dotnet $1" >> "$RAN"
            while [ "$1" != --results-directory ]; do shift; done
            mkdir -p "$2"
            echo '<Counters total="1" executed="1" passed="1" failed="0" />' > "$2/one.trx" ;;
          *) echo "dotnet $1" >> "$RAN" ;;
        esac
        """;
}
