using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>The native gateway, under strace or not, life after life on one state. Its folder stays when a run is kept for looking
/// at.</summary>
internal sealed class CrashGateway : IAsyncDisposable
{
    private readonly string _executable;
    private readonly StringBuilder _log = new();
    private Process? _process;
    private int _lives;

    public CrashGateway(string executable, TempFolder folder, string config, IEnumerable<(string Name, string Content)> files)
    {
        _executable = executable;
        Folder = folder;
        folder.Write("openclaw.toml", config.Replace("@FOLDER@", folder.Path));
        Directory.CreateDirectory(Workspace);
        foreach (var (name, content) in files)
        {
            folder.Write(Path.Combine("workspace", name), content);
        }
    }

    public TempFolder Folder { get; }

    public string Workspace => Folder.File("workspace");

    public string StatePath => Folder.File("state");

    public string SocketPath => Folder.File("run", "openclaw.sock");

    public int Lives => _lives;

    /// <summary>What the executable is told.</summary>
    public IReadOnlyList<string> Arguments { get; set; } = ["run"];

    public bool HasExited => _process is null or { HasExited: true };

    public int ExitCode => _process!.ExitCode;

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>The gateway's own process, whoever its parent is.</summary>
    public int Pid => int.Parse(File.ReadAllText(Path.Combine(StatePath, "pid")).Trim());

    /// <summary>Starts a life and waits until it answers.</summary>
    /// <param name="strace">Arguments for strace, which then is the gateway's parent; null starts it alone.</param>
    /// <exception cref="GatewayGoneException">It died before it answered.</exception>
    public async Task StartAsync(IReadOnlyList<string>? strace = null)
    {
        var info = strace is null
            ? new ProcessStartInfo(_executable, Arguments)
            : new ProcessStartInfo(Strace.Path, [.. strace, _executable, .. Arguments]);
        info.WorkingDirectory = Folder.Path;
        info.RedirectStandardInput = info.RedirectStandardOutput = info.RedirectStandardError = true;
        SetEnvironment(info);
        // One thread for work and not one a core: what leaves the process then has nearly every number there is, instead of the lowest ones
        // in several threads.
        if (strace is not null)
        {
            info.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        }
        // Two thirds of its calls under strace would be the pool's threads that spin, each a stop.
        info.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        Append($"--- life {++_lives}{(strace is null ? "" : ", traced")}");
        _process?.Dispose();
        _process = Process.Start(info)!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        var started = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!await AnswersAsync())
        {
            if (HasExited)
            {
                throw new GatewayGoneException("while it started");
            }
            if (Stopwatch.GetElapsedTime(started) > ControlSocket.Patience)
            {
                throw new TimeoutException("the gateway does not answer after its start");
            }
            await ticks.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends it as a service manager does, or sees it die on the way.</summary>
    public async Task StopAsync()
    {
        if (!HasExited)
        {
            Signal("TERM", Pid);
        }
        await WaitForEndAsync();
    }

    public async Task KillAsync()
    {
        if (!HasExited)
        {
            Signal("KILL", Pid);
        }
        await WaitForEndAsync();
    }

    /// <summary>Runs a command of the executable to its end, without a gateway.</summary>
    public async Task<(bool Ok, string Said)> RunAsync(params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(_executable, arguments)
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(info);
        using var process = Process.Start(info)!;
        using var limit = new CancellationTokenSource(ControlSocket.Patience);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode == 0, $"{await output}{await error}".Trim());
    }

    public async Task WaitForEndAsync()
    {
        using var limit = new CancellationTokenSource(ControlSocket.Patience);
        await _process!.WaitForExitAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not { } process)
        {
            return;
        }
        _process = null;
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public static void Signal(string name, int pid)
    {
        using var kill = Process.Start("/bin/kill", [$"-{name}", pid.ToString()]);
        kill.WaitForExit();
    }

    private void SetEnvironment(ProcessStartInfo info)
    {
        info.Environment.Clear();
        info.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin";
        info.Environment["HOME"] = Folder.Path;
        info.Environment["STATE_DIRECTORY"] = StatePath;
        info.Environment["RUNTIME_DIRECTORY"] = Folder.File("run");
        info.Environment["OPENCLAW_CONFIG"] = Folder.File("openclaw.toml");
        info.Environment["BOT_TOKEN"] = TelegramDouble.Token;
        info.Environment["WEB_TOKEN"] = World.WebToken;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var control = await ControlSocket.ConnectAsync(SocketPath);
            return await control.CallAsync("status") is not null;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private void Append(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}
