using System.Diagnostics;

namespace OpenClaw.Tests.EndToEnd.Crash.Standby;

/// <summary>Litestream beside a gateway: copies its state to a folder until it is killed, and restores what came there.</summary>
internal sealed class Litestream : IAsyncDisposable
{
    private readonly string _config;
    private readonly string _state;
    private readonly Process _process;

    /// <param name="state">The file, which may not be there yet.</param>
    public Litestream(string state, TempFolder folder)
    {
        _state = state;
        Replica = folder.File("replica");
        // A fifth of its defaults, as is all time in the scenario.
        _config = folder.Write(
            "litestream.yml",
            $"""
            dbs:
              - path: {state}
                monitor-interval: 200ms
                replicas:
                  - type: file
                    path: {Replica}
                    sync-interval: 200ms
            """
        );
        _process = Start("replicate", "-config", _config);
    }

    /// <summary>Null when it is there; else what to do about it, in one line.</summary>
    public static string? WhyNot { get; } =
        Path is null
            ? "Litestream is not installed: npm install --ignore-scripts --prefix artifacts/npm @flydotio/litestream-linux-x64@1.0.1"
            : null;

    public string Replica { get; }

    /// <summary>Before this time everything that was committed is in the replica: its newest file was begun after the one before it was
    /// done.</summary>
    public DateTime? CoveredUpTo =>
        Directory.Exists(Replica)
            ? Directory
                .EnumerateFiles(Replica, "*.lz4", SearchOption.AllDirectories)
                .Select(static file => (DateTime?)File.GetLastWriteTimeUtc(file))
                .OrderDescending()
                .Skip(1)
                .FirstOrDefault()
            : null;

    /// <summary>It dies with the machine.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }
        await _process.WaitForExitAsync();
    }

    /// <summary>False when nothing had come to the replica.</summary>
    public async Task<bool> RestoreAsync()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_state)!);
        using var restore = Start("restore", "-if-replica-exists", "-config", _config, _state);
        await restore.WaitForExitAsync();
        return restore.ExitCode == 0 && File.Exists(_state);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private static string? Path
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var file = System.IO.Path.Combine(folder.FullName, "artifacts/npm/node_modules/@flydotio/litestream-linux-x64/litestream");
                if (File.Exists(file))
                {
                    return file;
                }
            }
            return null;
        }
    }

    private static Process Start(params string[] arguments)
    {
        var process = Process.Start(
            new ProcessStartInfo(Path!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        // What it says is read by nobody, and must not fill the pipe.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
