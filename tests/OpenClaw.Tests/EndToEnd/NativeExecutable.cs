using System.Diagnostics;
using System.Text;
using OpenClaw.Tests.Architecture;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary><c>dist/openclaw</c>, the published native binary. <c>build.sh test</c> always makes it first; a test run alone is skipped
/// without it.</summary>
internal static class NativeExecutable
{
    public static TimeSpan Patience => ControlSocket.Patience;

    public static string Path { get; } =
        Environment.GetEnvironmentVariable("OPENCLAW_BINARY") is { Length: > 0 } named ? named : Repository.File("dist", "openclaw");

    public static void Require() => Assert.SkipUnless(File.Exists(Path), "dist/openclaw is not built: ./build.sh build");

    /// <summary>A process of the executable with nothing of the test's own environment but what is named here.</summary>
    public static ProcessStartInfo StartInfo(
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var info = new ProcessStartInfo(Path)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }
        info.Environment.Clear();
        info.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        info.Environment["HOME"] = folder;
        info.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }
        return info;
    }

    /// <summary>The same as another Unix user; only root can. The executable must lie where that user may run it.</summary>
    public static ProcessStartInfo As(string user, string executable, string folder, params string[] arguments)
    {
        var info = StartInfo([$"--reuid={user}", "--regid=nogroup", "--clear-groups", executable, .. arguments], folder);
        info.FileName = "/usr/bin/setpriv";
        return info;
    }

    public static Task<CommandResult> RunAsync(ProcessStartInfo info, string? input = null) => ChildProcess.RunAsync(info, input);
}
