using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Benchmarks;

/// <summary>A native gateway under measurement, in a folder of its own.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TempFolder _folder;
    private readonly string? _fastState;

    private Gateway(Process process, TempFolder folder, string? fastState)
    {
        _process = process;
        _folder = folder;
        _fastState = fastState;
    }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>From just before the process was made until its control socket answered.</summary>
    public TimeSpan StartTime { get; private set; }

    private string SocketPath => _folder.File("run", "openclaw.sock");

    /// <param name="inMemory">State on a RAM disk: what is left when syncs cost nothing.</param>
    /// <param name="more">More tables of the configuration.</param>
    /// <param name="modelSettings">More lines of each model's table.</param>
    /// <param name="cgroup">A file that a process writes its id to in order to join the group.</param>
    public static async Task<Gateway> StartAsync(
        string executable,
        IReadOnlyList<Uri> models,
        bool inMemory = false,
        string? cgroup = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string more = "",
        string modelSettings = ""
    )
    {
        var folder = new TempFolder();
        var fastState = inMemory
            ? Directory.CreateDirectory($"/dev/shm/openclaw-bench-{Environment.ProcessId}-{Guid.NewGuid():N}").FullName
            : null;
        if (fastState is not null)
        {
            File.SetUnixFileMode(fastState, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        folder.Write("openclaw.toml", $"{Config(folder, models, modelSettings)}\n{more}\n");
        Directory.CreateDirectory(folder.File("workspace"));
        // The shell joins the group and becomes the gateway: nothing of it is ever outside.
        var info = cgroup is null
            ? new ProcessStartInfo(executable, ["run"])
            : new ProcessStartInfo("/bin/sh", ["-c", $"echo $$ > {cgroup} && exec \"$0\" run", executable]);
        Prepare(info, folder, fastState);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            info.Environment[name] = value;
        }
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(info)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        var gateway = new Gateway(process, folder, fastState);
        while (!await gateway.AnswersAsync())
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException(
                    $"the gateway ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}"
                );
            }
            if (Stopwatch.GetElapsedTime(started) > ControlSocket.Patience)
            {
                throw new TimeoutException("the gateway does not answer");
            }
            // The row is in milliseconds, and nothing else announces that the socket answers.
            Thread.Sleep(1);
        }

        gateway.StartTime = Stopwatch.GetElapsedTime(started);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return gateway;
    }

    public Task<ControlSocket> ConnectAsync() => ControlSocket.ConnectAsync(SocketPath);

    /// <summary>One whole turn; gives the time it took as its client sees it, in milliseconds.</summary>
    public static async Task<double> TurnAsync(ControlSocket control, string session, string text)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await control.CallAsync(
            "send",
            new JsonObject
            {
                ["session"] = session,
                ["text"] = text,
                ["wait"] = true,
            }
        );
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (string?)answer?["result"]?["state"] == "answered"
            ? took
            : throw new InvalidOperationException($"the turn did not end in an answer: {answer?.ToJsonString()}");
    }

    /// <summary>So many turns, each on a session of its own, over a few connections.</summary>
    public async Task SweepAsync(int turns, int connections = 16)
    {
        var next = -1;
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async _ =>
                {
                    await using var control = await ConnectAsync();
                    for (var i = Interlocked.Increment(ref next); i < turns; i = Interlocked.Increment(ref next))
                    {
                        await TurnAsync(control, $"s{i}", "hello");
                    }
                })
        );
    }

    /// <summary>Runs a command of the executable against this gateway and gives the whole process's time in milliseconds.</summary>
    public async Task<double> CommandAsync(string executable, params string[] arguments)
    {
        var info = new ProcessStartInfo(executable, arguments);
        Prepare(info, _folder, _fastState);
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await output;
        return process.ExitCode == 0
            ? took
            : throw new InvalidOperationException(
                $"{string.Join(' ', arguments)} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}"
            );
    }

    /// <summary>
    /// Proportional set size in MB. The gateway marks itself undumpable, so its maps are readable for root only; anyone else gets the
    /// resident size, which counts shared pages whole and so never flatters.
    /// </summary>
    public (double Megabytes, string? Note) Memory()
    {
        try
        {
            return (Field($"/proc/{Pid}/smaps_rollup", "Pss:") / 1024.0, null);
        }
        catch (UnauthorizedAccessException)
        {
            return (Field($"/proc/{Pid}/status", "VmRSS:") / 1024.0, "resident size: only root may read the PSS of an undumpable process");
        }
    }

    public static long Field(string file, string field) =>
        long.Parse(File.ReadLines(file).First(line => line.StartsWith(field)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
        if (_fastState is not null)
        {
            Directory.Delete(_fastState, recursive: true);
        }
    }

    private static void Prepare(ProcessStartInfo info, TempFolder folder, string? fastState)
    {
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        info.WorkingDirectory = folder.Path;
        info.Environment.Clear();
        info.Environment["PATH"] = "/usr/bin:/bin";
        info.Environment["HOME"] = folder.Path;
        info.Environment["STATE_DIRECTORY"] = fastState ?? folder.File("state");
        info.Environment["RUNTIME_DIRECTORY"] = folder.File("run");
        info.Environment["OPENCLAW_CONFIG"] = folder.File("openclaw.toml");
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var control = await ConnectAsync();
            return await control.CallAsync("status") is not null;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    private static string Config(TempFolder folder, IReadOnlyList<Uri> models, string modelSettings)
    {
        var tables = models.Select(
            (url, i) => $"[models.m{i}]\nprovider = \"ollama\"\nurl = \"{url.ToString().TrimEnd('/')}\"\nmodel = \"m\"\n{modelSettings}\n"
        );
        return $$"""
            [agent]
            workspace = "{{folder.File("workspace")}}"

            {{string.Concat(tables)}}[chains.default]
            models = [{{string.Join(", ", models.Select((_, i) => $"\"m{i}\""))}}]

            [[sessions]]
            name = "all"
            queue_limit = 1000

            [policies.guarded]
            default = { exec = "ask", write = "ask", edit = "ask", message = "ask", "*" = "allow" }

            [[policies.guarded.rules]]
            name = "the tool turn of the bench"
            tools = ["exec"]
            commands = ["true"]
            action = "allow"
            """;
    }
}
