using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OpenClaw.Foundation.Logging;
using OpenClaw.Tests.EndToEnd.Crash;

namespace OpenClaw.Tests.EndToEnd.Upgrade;

/// <summary>
/// A machine with the native executable installed, its gateway running as a service, and a second version to upgrade to: the same executable
/// with another version written into it. systemd is a script that starts whatever lies at the executable's place.
/// </summary>
internal sealed class UpgradeMachine : IAsyncDisposable
{
    private const string Said = "remember the blue door";

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _environment;

    private UpgradeMachine(string executable)
    {
        Directory.CreateDirectory(File("prefix", "bin"));
        System.IO.File.Copy(executable, Executable);
        System.IO.File.WriteAllBytes(Package, WithVersion(System.IO.File.ReadAllBytes(executable)));
        System.IO.File.SetUnixFileMode(Package, (UnixFileMode)0b111_101_101);
        Config("echo");
        Write("tools/systemctl", Systemctl);
        Write("tools/journalctl", "#!/bin/sh\ntail -n 5 @FOLDER@/log\n");
        _environment = new()
        {
            ["PATH"] = $"{File("tools")}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            ["STATE_DIRECTORY"] = State,
            ["RUNTIME_DIRECTORY"] = File("run"),
            ["OPENCLAW_CONFIG"] = File("openclaw.toml"),
        };
    }

    public static string Old => BuildInfo.Version;

    public static string New { get; } = $"{Old[..^1]}{(Old[^1] == '9' ? '8' : '9')}";

    public string Executable => File("prefix", "bin", "openclaw");

    /// <summary>The new executable alone.</summary>
    public string Package => File("new");

    public string State => File("state");

    /// <summary>What lies beside the executable.</summary>
    public string[] Beside =>
        [.. Directory.GetFileSystemEntries(File("prefix", "bin")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];

    public string File(params string[] parts) => _folder.File(parts);

    /// <summary>With a gateway that runs and a conversation in its state.</summary>
    public static async Task<UpgradeMachine> StartAsync(string executable)
    {
        var machine = new UpgradeMachine(executable);
        await machine.ServiceAsync("restart");
        await machine.AnswersAsync();
        var sent = await machine.RunAsync("send", "--wait", Said);
        Assert.True(sent.ExitCode == 0, sent.ToString());
        return machine;
    }

    public void Config(string model) =>
        Write(
            "openclaw.toml",
            $"""
            [agent]
            workspace = "@FOLDER@/workspace"
            [models.m]
            provider = "scripted"
            model = "{model}"
            [chains.default]
            models = ["m"]
            """
        );

    /// <summary>From now on the service does not start with an executable of that version.</summary>
    public void Break(string version) => Write("broken", version);

    public Task<CommandResult> RunAsync(params string[] arguments) => NativeExecutable.RunAsync(Info(arguments));

    /// <summary>The same below strace.</summary>
    public Task<CommandResult> TracedAsync(IReadOnlyList<string> strace, params string[] arguments)
    {
        var info = Info(arguments);
        info.FileName = Strace.Path;
        info.ArgumentList.Clear();
        foreach (var argument in (string[])[.. strace, Executable, .. arguments])
        {
            info.ArgumentList.Add(argument);
        }
        return NativeExecutable.RunAsync(info);
    }

    public async Task ServiceAsync(string verb)
    {
        var info = Info([verb, "openclaw.service"]);
        info.FileName = File("tools", "systemctl");
        await NativeExecutable.RunAsync(info);
    }

    /// <summary>Every process of the gateway is gone at once, as in a power cut.</summary>
    public Task PowerOffAsync() => ServiceAsync("kill");

    /// <summary>The version that answers; it must have the conversation, and a whole audit.</summary>
    public async Task<string> AnswersAsync(bool withWhatWasSaid = false)
    {
        var started = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        CommandResult status;
        while ((status = await RunAsync("status", "--json")).ExitCode != 0)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(started) < NativeExecutable.Patience,
                $"no gateway answers: {status}\n{(System.IO.File.Exists(File("log")) ? System.IO.File.ReadAllText(File("log")) : "")}"
            );
            await ticks.WaitForNextTickAsync();
        }
        if (withWhatWasSaid)
        {
            var verified = await RunAsync("audit", "verify");
            Assert.True(verified.ExitCode == 0, verified.ToString());
            Assert.Contains(Said, (await RunAsync("sessions", "show", "main")).Stdout);
        }
        using var json = JsonDocument.Parse(status.Stdout);
        return json.RootElement.GetProperty("version").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await PowerOffAsync();
        _folder.Dispose();
    }

    private ProcessStartInfo Info(string[] arguments)
    {
        var info = NativeExecutable.StartInfo(arguments, _folder.Path, _environment);
        info.FileName = Executable;
        return info;
    }

    private void Write(string name, string text) =>
        System.IO.File.SetUnixFileMode(_folder.Write(name, text.Replace("@FOLDER@", _folder.Path)), (UnixFileMode)0b111_101_101);

    // The version stands in the metadata behind its length, which counts in steps of two.
    private static byte[] WithVersion(byte[] executable)
    {
        byte[] written = [(byte)(Old.Length << 1), .. Encoding.ASCII.GetBytes(Old)];
        for (var at = 0; executable.AsSpan(at).IndexOf(written) is >= 0 and var found; at += written.Length)
        {
            at += found;
            executable[at + written.Length - 1] = (byte)New[^1];
        }
        return executable;
    }

    private const string Systemctl = """
        #!/bin/sh
        cd @FOLDER@
        alive() { p=$(cat pid 2> /dev/null) && [ -e "/proc/$p" ] && ! grep -q 'State:.Z' "/proc/$p/status" 2> /dev/null; }
        gone() { while alive; do sleep 0.02; done; rm -f pid; }
        case $1 in
          is-active) if alive; then echo active; elif [ -e pid ]; then echo failed; exit 3; else echo inactive; exit 3; fi ;;
          restart)
            if alive; then kill "$p"; gone; fi
            if [ "$(prefix/bin/openclaw --version)" = "$(cat broken 2> /dev/null)" ]; then
              echo 'the new one says goodbye' >> log; echo none > pid
            else
              prefix/bin/openclaw run >> log 2>&1 < /dev/null & echo $! > pid
            fi ;;
          stop) if alive; then kill "$p"; fi; gone ;;
          kill) if alive; then kill -9 "$p"; fi; gone ;;
        esac
        """;
}
