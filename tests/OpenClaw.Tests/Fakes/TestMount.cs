using System.Diagnostics;

namespace OpenClaw.Tests.Fakes;

/// <summary>A real mount for as long as a test runs; the test is skipped where mounting is not allowed.</summary>
internal sealed class TestMount : IDisposable
{
    private readonly string _at;

    public TestMount(string at, params string[] arguments)
    {
        _at = at;
        Assert.SkipWhen(!Environment.IsPrivilegedProcess, "only root mounts");
        var (code, said) = Run("mount", arguments);
        Assert.SkipWhen(code != 0, $"mounting is not allowed here: {said}");
    }

    public void Dispose() => Run("umount", [_at]);

    private static (int Code, string Said) Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
