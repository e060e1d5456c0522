using System.Diagnostics;
using System.Text.RegularExpressions;

namespace OpenClaw.Benchmarks;

/// <summary>Counts the system calls of a process with strace.</summary>
internal static class CallCount
{
    private const string Strace = "/usr/bin/strace";

    /// <summary>Calls of some kinds for each of so many turns; null where strace is missing or may not attach.</summary>
    public static async Task<double?> OfAsync(int pid, string[] names, int turns, Func<Task> turn)
    {
        if (!File.Exists(Strace))
        {
            return null;
        }
        using var strace = Process.Start(
            new ProcessStartInfo(Strace, ["-f", "-e", $"trace={string.Join(',', names)}", "-p", pid.ToString()])
            {
                RedirectStandardError = true,
            }
        )!;
        // A call that another thread interrupts is written as two lines; the first of them counts.
        var call = new Regex($@"\b({string.Join('|', names)})\(");
        var attached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        strace.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null || line.Data.Contains("Operation not permitted"))
            {
                attached.TrySetResult(false);
            }
            else if (line.Data.Contains("attached"))
            {
                attached.TrySetResult(true);
            }
            else if (call.IsMatch(line.Data))
            {
                Interlocked.Increment(ref calls);
            }
        };
        strace.BeginErrorReadLine();
        if (!await attached.Task)
        {
            return null;
        }
        for (var i = 0; i < turns; i++)
        {
            await turn();
        }
        Process.Start("/bin/kill", ["-INT", strace.Id.ToString()]).WaitForExit();
        await strace.WaitForExitAsync();
        return calls / (double)turns;
    }
}
