using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Issues;

/// <summary>
/// <c>/proc/self/cwd</c> led the gate to the gateway's own folder (<c>/</c> under systemd) and the shell to the workspace: a program that a
/// model had written there, named <c>/proc/self/cwd/usr/bin/git</c>, passed for git.
/// </summary>
public sealed class PathThroughProcTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/proc/self/cwd@HERE@/bin/tool")]
    [InlineData("/proc/self/root@HERE@/bin/tool")]
    [InlineData("/proc/thread-self/root@HERE@/bin/tool")]
    public void Command_NamedThroughProc_IsNoneThatIsKnown(string name)
    {
        var bin = RealPath.Of(Path.GetDirectoryName(_folder.Write("bin/tool", "#!/bin/sh\n"))!, "/")!;
        File.SetUnixFileMode(bin + "/tool", (UnixFileMode)0b111_101_101);
        // What the gateway's own view makes of it is the tool itself: two dots for each folder that the test runs in, then down.
        var up = string.Concat(Enumerable.Repeat("/..", Environment.CurrentDirectory.Count(static c => c == '/')));
        var line = name.Replace("@HERE@", (name.Contains("cwd") ? up : "") + Path.GetDirectoryName(bin));

        var command = Assert.Single(LineAnalyzer.Analyze(line + " x", _folder.Path, [bin]).Effects.OfType<Effect.Command>());

        Assert.Equal(
            "tool",
            Assert.Single(LineAnalyzer.Analyze(bin + "/tool x", _folder.Path, [bin]).Effects.OfType<Effect.Command>()).BareName
        );
        Assert.Null(command.BareName);
        Assert.Null(command.Executable);
    }

    [Theory]
    [InlineData("echo x > /proc/self/cwd/file")]
    [InlineData("echo x > /dev/fd/1")]
    [InlineData("cat < /proc/self/root/etc/hostname")]
    public void Redirection_ThroughProc_CannotBeTold(string line) =>
        Assert.Contains(LineAnalyzer.Analyze(line, _folder.Path, ["/bin"]).Effects, static e => e is Effect.OpaqueLine);

    [Fact]
    public void Redirection_ThroughProc_IsStillTheFileWeSee() =>
        Assert.Contains(
            new Effect.Write(RealPath.Of(_folder.Path, "/") + "/state.db"),
            LineAnalyzer.Analyze($"echo x > /proc/self/root{_folder.Path}/state.db", "/", ["/bin"]).Effects
        );
}
