using System.Diagnostics;

namespace OpenClaw.Tests.EndToEnd.Crash.Faults;

/// <summary>strace on a gateway that runs already: from here to its disposal the disk refuses, and then it is back and the gateway runs
/// on.</summary>
internal sealed class AttachedStrace : IAsyncDisposable
{
    private readonly Process _strace;

    private AttachedStrace(Process strace) => _strace = strace;

    public static async Task<AttachedStrace> AttachAsync(int pid, string file, DiskFault fault)
    {
        var strace = Process.Start(Strace.Path, [.. Strace.Refuse(file, fault), "-p", pid.ToString()]);
        await World.UntilAsync("strace to hold every thread", () => Tracers(pid).All(tracer => tracer == strace.Id));
        return new AttachedStrace(strace);
    }

    /// <summary>Lets go. A gateway that was killed meanwhile has ended it already.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_strace.HasExited)
        {
            CrashGateway.Signal("TERM", _strace.Id);
        }
        await _strace.WaitForExitAsync();
        _strace.Dispose();
    }

    private static IEnumerable<int> Tracers(int pid) =>
        Directory
            .EnumerateDirectories($"/proc/{pid}/task")
            .Select(static task =>
                int.Parse(File.ReadLines(Path.Combine(task, "status")).First(static line => line.StartsWith("TracerPid:")).Split('\t')[1])
            );
}
