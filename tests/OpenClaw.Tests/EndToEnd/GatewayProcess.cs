using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>
/// The native gateway with a configuration, state and control socket of its own. Kill it, start it again: the folder stays until it is
/// disposed. A failing wait throws with the gateway's log, because that is what one wants to read next.
/// </summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly StringBuilder _log = new();
    private readonly Dictionary<string, string> _environment;
    private Process? _process;

    public GatewayProcess(string config)
    {
        NativeExecutable.Require();
        ConfigPath = Folder.Write("openclaw.toml", config.Replace("@FOLDER@", Folder.Path));
        ConfigHash = Hash(ConfigPath);
        Directory.CreateDirectory(Workspace);
        _environment = new()
        {
            ["STATE_DIRECTORY"] = Folder.File("state"),
            ["RUNTIME_DIRECTORY"] = Folder.File("run"),
            ["OPENCLAW_CONFIG"] = ConfigPath,
        };
    }

    public TempFolder Folder { get; } = new();

    public string ConfigPath { get; }

    /// <summary>SHA-256 of the configuration as the test wrote it. Checked when the gateway is disposed: nothing may write it.</summary>
    public string ConfigHash { get; private set; }

    public string SocketPath => Folder.File("run", "openclaw.sock");

    public string StatePath => Folder.File("state");

    public string Workspace => Folder.File("workspace");

    public int Pid => Running.Id;

    public bool HasExited => _process is null or { HasExited: true };

    public Dictionary<string, string> Environment => _environment;

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

    private Process Running => _process ?? throw new InvalidOperationException("the gateway was not started");

    public static async Task<GatewayProcess> StartAsync(string config)
    {
        var gateway = new GatewayProcess(config);
        try
        {
            await gateway.StartAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync()
    {
        Launch();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            if (HasExited)
            {
                throw new InvalidOperationException($"the gateway ended with {Running.ExitCode} instead of starting\n{Log}");
            }
            if (Stopwatch.GetElapsedTime(started) > NativeExecutable.Patience)
            {
                throw Late("its control socket to answer");
            }
            await ticks.WaitForNextTickAsync();
        }
    }

    /// <summary>For configurations that must be refused: starts it and waits for its end.</summary>
    public async Task<CommandResult> StartAndFailAsync()
    {
        Launch();
        return await ExitAsync();
    }

    public async Task KillAsync()
    {
        Running.Kill();
        await Running.WaitForExitAsync();
    }

    public void Signal(string name) => Process.Start("/bin/kill", ["-" + name, Pid.ToString()]).WaitForExit();

    public async Task<CommandResult> ExitAsync()
    {
        using var limit = new CancellationTokenSource(NativeExecutable.Patience);
        try
        {
            await Running.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw Late("its end");
        }

        return new CommandResult(Running.ExitCode, "", Log);
    }

    /// <summary>A command of the executable against this gateway, as a person would type it.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) =>
        NativeExecutable.RunAsync(NativeExecutable.StartInfo(arguments, Folder.Path, _environment));

    /// <summary>The same, and it must succeed. Gives what it printed.</summary>
    public async Task<string> OkAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"openclaw {string.Join(' ', arguments)}: {result}\n--- gateway\n{Log}");
        }
        return result.Stdout;
    }

    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        using var document = JsonDocument.Parse(await OkAsync([.. arguments, "--json"]));
        return document.RootElement.Clone();
    }

    public async Task<string> SayAsync(string session, string text) => (await OkAsync("send", "--session", session, "--wait", text)).Trim();

    /// <summary>The id of an approval that is pending, as soon as there is one.</summary>
    public Task<string> PendingApprovalAsync() =>
        UntilAsync("an approval to be pending", async () => (await PendingApprovalsAsync()).FirstOrDefault());

    public async Task<string[]> PendingApprovalsAsync()
    {
        var answer = await JsonAsync("approvals");
        var list = answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("approvals");
        return [.. list.EnumerateArray().Select(approval => approval.GetProperty("id").GetString()!)];
    }

    /// <summary>Waits until the transcript of a session, which may not have begun, ends with that answer: for turns that went on without a
    /// client that waits.</summary>
    public Task AnswerAsync(string session, string text) =>
        UntilAsync(
            $"'{text}' in session {session}",
            async () =>
            {
                if (await RunAsync("sessions", "show", session, "--json") is not { ExitCode: 0, Stdout: var shown })
                {
                    return null;
                }
                using var transcript = JsonDocument.Parse(shown);
                return
                    transcript.RootElement.GetProperty("entries").EnumerateArray().LastOrDefault()
                        is { ValueKind: JsonValueKind.Object } last
                    && last.GetProperty("kind").GetString() == "assistant"
                    && last.GetProperty("text").GetString() == text
                    ? text
                    : null;
            }
        );

    /// <summary>Asks again and again until there is an answer. For what the outside can only learn by looking.</summary>
    public async Task<T> UntilAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }
            if (Stopwatch.GetElapsedTime(started) > NativeExecutable.Patience)
            {
                throw Late(what);
            }
            await ticks.WaitForNextTickAsync();
        }
    }

    public Task UntilAsync(string what, Func<bool> look) => UntilAsync(what, () => Task.FromResult(look() ? "yes" : null));

    /// <summary>A new text for the configuration, as an editor would save it; reload is another step.</summary>
    public void WriteConfig(string text)
    {
        File.WriteAllText(ConfigPath, text.Replace("@FOLDER@", Folder.Path));
        ConfigHash = Hash(ConfigPath);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
            await process.WaitForExitAsync();
            process.Dispose();
        }

        var hash = File.Exists(ConfigPath) ? Hash(ConfigPath) : ConfigHash;
        Folder.Dispose();
        if (hash != ConfigHash)
        {
            throw new InvalidOperationException("somebody wrote the configuration");
        }
    }

    private void Launch()
    {
        _process = Process.Start(NativeExecutable.StartInfo(["run"], Folder.Path, _environment))!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await using var control = await ControlSocket.ConnectAsync(SocketPath);
            return await control.CallAsync("status") is not null;
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException)
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

    private TimeoutException Late(string what) =>
        new($"waited {NativeExecutable.Patience.TotalSeconds:0} s for {what}\n--- gateway\n{Log}");

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
