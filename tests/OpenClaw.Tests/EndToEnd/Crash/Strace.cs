using System.Diagnostics;
using OpenClaw.Tests.EndToEnd.Crash.Faults;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>
/// What strace is asked for. Its counts are per thread: the n-th call of the first thread that makes so many. Children are let go at their
/// execve, so that only the gateway's own threads count; without that they would also keep a seccomp filter that nobody serves once strace
/// is gone. </summary>
internal static class Strace
{
    public const string Path = "/usr/bin/strace";

    private static readonly Lazy<string?> s_whyNot = new(Try);

    /// <summary>Null when it is there and may trace; else why not, in one line.</summary>
    public static string? WhyNot => s_whyNot.Value;

    /// <summary>Writes down every call of these, with all their bytes when the trace is to be replayed.</summary>
    public static IReadOnlyList<string> Watch(string file, IEnumerable<string> calls, bool bytes = false) =>
        [.. Common(file, calls), .. bytes ? (string[])["-y", "-xx", "-s", "65536"] : []];

    /// <summary>Kills the process at a call.</summary>
    public static IReadOnlyList<string> Kill(string file, KillPoint point) =>
        [
            .. Common(file, [point.Call]),
            "-e",
            $"inject={point.Call}:signal={(point.Side == KillSide.Before ? "SIGKILL" : "SIGUSR1")}:when={point.Number}",
        ];

    /// <summary>Lets a call fail every time.</summary>
    public static IReadOnlyList<string> Refuse(string file, DiskFault fault) =>
        [.. Common(file, [fault.Call]), "-e", $"inject={fault.Call}:error={fault.Error}"];

    /// <summary>Lets a call fail a few times in a thread's life, and writes everything down with its bytes.</summary>
    public static IReadOnlyList<string> RefuseOnce(string file, IEnumerable<string> calls, DiskFault fault, int from, int to) =>
        [.. Watch(file, calls, bytes: true), "-e", $"inject={fault.Call}:error={fault.Error}:when={from}..{to}"];

    private static IEnumerable<string> Common(string file, IEnumerable<string> calls) =>
        ["-f", "-b", "execve", "-qq", "-o", file, "-e", $"trace={string.Join(',', calls.Select(static call => $"?{call}"))}"];

    private static string? Try()
    {
        if (!File.Exists(Path))
        {
            return "strace is not installed (apt-get install strace)";
        }
        using var process = Process.Start(
            new ProcessStartInfo(Path, ["-f", "-qq", "-o", "/dev/null", "/bin/true"]) { RedirectStandardError = true }
        )!;
        var said = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : $"strace may not trace here: {said.Split('\n')[0]}";
    }
}
