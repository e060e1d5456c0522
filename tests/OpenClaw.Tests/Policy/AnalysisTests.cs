using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tests.Policy;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class AnalysisTests : IDisposable
{
    private readonly string _root;
    private readonly string _bin;
    private readonly string _workspace;

    public AnalysisTests()
    {
        // The temporary directory may itself be behind a link; the tests speak of real paths.
        _root = RealPath.Of(Directory.CreateTempSubdirectory("openclaw-analysis-").FullName, "/")!;
        _bin = Directory.CreateDirectory(_root + "/bin").FullName;
        _workspace = Directory.CreateDirectory(_root + "/ws").FullName;
        Program(_bin + "/tool");
        File.CreateSymbolicLink(_bin + "/python3", Program(_root + "/python3.12"));
        File.WriteAllText(_bin + "/not-executable", "");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Command_OnPath_HasBareNameAndRealPath()
    {
        var command = Only("python3 x.py");

        Assert.Equal((_root + "/python3.12", _bin + "/python3", "python3"), (command.Executable, command.Found, command.BareName));
    }

    [Theory]
    [InlineData("../bin/tool x")]
    [InlineData("{root}/bin/tool x")]
    public void Command_ByPathToTheSameFile_MayBeCalledByItsName(string line) =>
        Assert.Equal("tool", Only(line.Replace("{root}", _root)).BareName);

    [Fact]
    public void Command_OfTheSameNameElsewhere_MayNot()
    {
        Program(_workspace + "/tool");
        var command = Only("./tool");

        Assert.Null(command.BareName);
        Assert.Equal(_workspace + "/tool", command.Executable);
        Assert.Contains(_workspace + "/tool", LineAnalyzer.Analyze("./tool", _workspace, [_bin]).Scripts);
    }

    [Theory]
    [InlineData("nothing-here")]
    [InlineData("not-executable")]
    [InlineData("./none")]
    public void Command_NotFound_HasNoExecutable(string line)
    {
        var command = Only(line);

        Assert.Null(command.Executable);
        Assert.Null(command.BareName);
    }

    [Fact]
    public void Command_Builtin_IsTheShellsOwn()
    {
        Assert.Equal("echo", Only("echo a").BareName);
        // env does not have the shell's builtins.
        Assert.Null(LineAnalyzer.Analyze("env echo a", _workspace, [_bin]).Effects.OfType<Effect.Command>().Last().BareName);
    }

    [Fact]
    public void Redirections_AreRealPathsReadAndWritten()
    {
        Directory.CreateDirectory(_root + "/other");
        Directory.CreateSymbolicLink(_workspace + "/link", _root + "/other");
        var effects = LineAnalyzer.Analyze("tool <in >link/out 2>>../log", _workspace, [_bin]).Effects;

        Assert.Equal(
            [new Effect.Read(_workspace + "/in"), new Effect.Write(_root + "/other/out"), new Effect.Write(_root + "/log")],
            effects.Skip(1)
        );
    }

    [Fact]
    public void Redirections_InsideAWrappedLine_AreFoundToo() =>
        Assert.Contains(new Effect.Write("/etc/passwd"), LineAnalyzer.Analyze("sh -c 'tool > /etc/passwd'", _workspace, [_bin]).Effects);

    [Fact]
    public void Scripts_OfInterpreters_AreFound()
    {
        File.WriteAllText(_workspace + "/x.py", "");

        Assert.Equal([_root + "/python3.12"], LineAnalyzer.Analyze("python3 -u x.py a", _workspace, [_bin]).Executables);
        Assert.Equal([_workspace + "/x.py"], LineAnalyzer.Analyze("python3 -u x.py a", _workspace, [_bin]).Scripts);
        Assert.Equal([_workspace + "/x.py"], LineAnalyzer.Analyze("sh -c 'python3 x.py'", _workspace, [_bin]).Scripts);
    }

    [Fact]
    public void Scripts_OfOpaqueLines_AreGuessed()
    {
        File.WriteAllText(_workspace + "/x.py", "");

        Assert.Contains(_workspace + "/x.py", LineAnalyzer.Analyze("python3 x.py $y", _workspace, [_bin]).Scripts);
    }

    [Fact]
    public void Wrapper_UnderAnotherName_IsLookedThrough()
    {
        Program(_bin + "/nohup");
        File.CreateSymbolicLink(_workspace + "/harmless", _bin + "/nohup");

        Assert.Contains(
            LineAnalyzer.Analyze("./harmless tool x", _workspace, [_bin]).Effects,
            e => e is Effect.Command { Executable: { } path } && path == _bin + "/tool"
        );
    }

    [Fact]
    public void Runs_IsThePrintForUnderstoodAndTheTextForOpaque()
    {
        Assert.Equal("'tool' 'a b'", LineAnalyzer.Analyze("tool  \"a b\"", _workspace, [_bin]).Runs);
        var opaque = LineAnalyzer.Analyze("tool $x", _workspace, [_bin]);
        Assert.Equal("tool $x", opaque.Runs);
        Assert.Contains("column 6", opaque.WhyOpaque);
    }

    [Fact]
    public void RealPath_FollowsLinksDanglingOnesToo()
    {
        Directory.CreateSymbolicLink(_workspace + "/up", "..");
        File.CreateSymbolicLink(_workspace + "/dangling", "../gone/file");
        File.CreateSymbolicLink(_workspace + "/a", "b");
        File.CreateSymbolicLink(_workspace + "/b", "a");

        Assert.Equal(_workspace + "/new/file", RealPath.Of("new/./file/", _workspace));
        Assert.Equal(_root + "/bin/tool", RealPath.Of("up/bin//tool", _workspace));
        // Through the link and then up: the parent of where it leads, not of where it stands.
        Assert.Equal(Path.GetDirectoryName(_root), RealPath.Of("up/..", _workspace));
        Assert.Equal(_root + "/gone/file", RealPath.Of("dangling", _workspace));
        Assert.Equal("/", RealPath.Of("../../../../../../../../..", _workspace));
        Assert.Null(RealPath.Of("a/x", _workspace));
        Assert.Null(RealPath.Of("", _workspace));
        Assert.Null(RealPath.Of("a\0b", _workspace));
        Assert.Null(RealPath.Of(new string('x', 5000), _workspace));
    }

    private Effect.Command Only(string line) =>
        Assert.IsType<Effect.Command>(Assert.Single(LineAnalyzer.Analyze(line, _workspace, [_bin]).Effects));

    private static string Program(string path)
    {
        File.WriteAllText(path, "#!/bin/sh\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
