using OpenClaw.Exec;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Issues;

/// <summary>The line was looked at as if each of its commands ran first: <c>ln -s / x &amp;&amp; cat x/etc/shadow</c> read a file of the
/// folder.</summary>
public sealed class EarlierCommandsOfALineTests : IDisposable
{
    private static readonly string[] s_path = CommandEnvironment.Path.Split(':');

    private readonly TempFolder _folder = new();

    public EarlierCommandsOfALineTests()
    {
        _folder.Write("notes/a", "a");
        _folder.Write("b", "b");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tar xf g.tar && git -C g status", "g")]
    [InlineData("tar -xf e.tar && cat notes/lnk", "notes/lnk")]
    [InlineData("ln -s / x && cat x/etc/shadow", "x/etc/shadow")]
    [InlineData("mv a b ; cat b", "b")]
    [InlineData("cp -r a b || cat b/c", "b/c")]
    [InlineData("ln -s / x; echo hi > x/a", "x/a")]
    [InlineData("ln -s / x; sort < x/a", "x/a")]
    [InlineData("ln -s / x; ls; grep -f x/a b", "x/a")]
    [InlineData("sh -c 'ln -s / x'; cat x/a", "x/a")]
    [InlineData("ln -s / x; sh -c 'cat x/a'", "x/a")]
    [InlineData("sh -c 'ln -s / x; cat x/a'", "x/a")]
    [InlineData("nice ln -s / x; nice cat x/a", "x/a")]
    [InlineData("git clone . g && git -C g log", "git")]
    [InlineData("git checkout b && cat notes/a", "notes/a")]
    [InlineData("unknown-program; cat b", "b")]
    [InlineData("ln -s / x; head -n 5 x", "x")]
    [InlineData("mkdir g && ./run", "./run")]
    [InlineData("echo x > run; ./run", "./run")]
    [InlineData("cp a run; ./run", "./run")]
    [InlineData("cp -P a b; cat b", "b")]
    [InlineData("cp -s a b; cat b", "b")]
    [InlineData("mkdir -p g/objects g/refs; git -C g log", "git")]
    [InlineData("echo x > g/config; git -C g log", "git")]
    [InlineData("echo x | tee g/config; git -C g log", "git")]
    public void Later_WhereNamesMayHaveChanged_CannotBeTold(string line, string word) =>
        Assert.Contains(Opaque(line), why => why.Contains("earlier command") && why.Contains(word));

    [Theory]
    [InlineData("sh -c 'cat x/a' | ln -s / x")]
    [InlineData("cat x/a | cp -r a x")]
    public void Pipe_RunsAtOnce_SoTheOrderSaysNothing(string line) =>
        Assert.Contains(Opaque(line), static why => why.Contains("of the pipe"));

    [Theory]
    [InlineData("find . -type f -exec cat x/a ';' -exec ln -s / x ';'")]
    [InlineData("watch 'cat x/a; ln -s / x'")]
    public void Repeated_WhatComesLastComesFirst(string line) => Assert.Contains(Opaque(line), static why => why.Contains("again"));

    [Theory]
    [InlineData("git status && git log -3")]
    [InlineData("git add notes/a && git diff")]
    [InlineData("git diff | grep x > out")]
    [InlineData("ls; df -h")]
    [InlineData("df -h && free -m && uptime")]
    [InlineData("grep a b | sort | head")]
    [InlineData("cat notes/a | tail -n 3; wc -l b")]
    [InlineData("echo hi > out; cat b")]
    [InlineData("sort b | tee out && cat b")]
    [InlineData("mkdir notes/x && ls -la")]
    [InlineData("nice cat b; nice wc -l b")]
    [InlineData("mv a b; echo done")]
    [InlineData("mkdir -p notes/x && echo hi > notes/x/a")]
    [InlineData("cp notes/a out && cat out")]
    [InlineData("touch out && cat out")]
    [InlineData("git add . && git commit -m x && git status")]
    [InlineData("cat a")]
    public void Lookers_ChangeNothing(string line) => Assert.Empty(Opaque(line));

    [Theory]
    [InlineData("busybox tar tf a.tar")]
    [InlineData("busybox find . -name x")]
    [InlineData("busybox sed -n p b")]
    [InlineData("busybox awk 1 b")]
    [InlineData("busybox sort b")]
    public void Applet_IsNotReadByTheTableOfAnother(string line) => Assert.Contains(Opaque(line), static why => why.Contains("busybox"));

    private string[] Opaque(string line) =>
        [
            .. LineAnalyzer
                .Analyze(line, RealPath.Of(_folder.Path, "/")!, s_path)
                .Effects.OfType<Effect.OpaqueLine>()
                .Select(static e => e.Why),
        ];
}
