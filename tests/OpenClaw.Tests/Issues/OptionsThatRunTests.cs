using OpenClaw.Config.Tables.Policies;
using OpenClaw.Exec;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.EndToEnd;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Issues;

/// <summary>An option that runs or writes is seen by the analysis, and what lies below .git is kept.</summary>
public sealed class OptionsThatRunTests
{
    private static readonly string[] s_path = CommandEnvironment.Path.Split(':');

    [Theory]
    [InlineData("tar xf a.tar --to-command=sh", "tar --to-command")]
    [InlineData("sort --compress-program=./x a", "sort --compress-program")]
    [InlineData("systemctl status -H host", "systemctl -H")]
    [InlineData("rsync -e ./x a b", "rsync -e")]
    [InlineData("man -P ./x ls", "man -P")]
    [InlineData("curl -K conf", "curl -K")]
    [InlineData("git grep -O./x y", "git-grep -O")]
    [InlineData("nohup tar xf a.tar -I ./x", "tar -I")]
    [InlineData("sh -c 'find . -files0-from x'", "find -files0-from")]
    [InlineData("xargs grep x", "words that nobody knows yet")]
    [InlineData("strace -o '|id' ls", "an option of `strace`")]
    [InlineData("strace -fo'!id' ls", "an option of `strace`")]
    [InlineData("strace --output='|id' ls", "an option of `strace`")]
    [InlineData("strace -ELD_PRELOAD=./x ls", "an option of `strace`")]
    [InlineData("ltrace -o a ls", "an option of `ltrace`")]
    [InlineData("dbus-run-session --dbus-daemon=./x ls", "an option of `dbus-run-session`")]
    [InlineData("fakeroot --lib=./x ls", "an option of `fakeroot`")]
    [InlineData("/usr/bin/time -o a ls", "an option of `time`")]
    [InlineData("/usr/bin/time --output a ls", "an option of `time`")]
    [InlineData("systemd-run -p ExecStopPost=x ls", "an option of `systemd-run`")]
    public void Option_ThatRuns_MakesTheLineOpaqueAndIsNamed(string line, string named) =>
        Assert.Contains(
            LineAnalyzer.Analyze(line, "/tmp", s_path).Effects,
            e => e is Effect.OpaqueLine opaque && opaque.Why.Contains(named)
        );

    [Theory]
    [InlineData("timeout --kill-after=1 5 ls")]
    [InlineData("nice --adjustment=5 stdbuf --output=L ls")]
    [InlineData("strace -f -e trace=file ls")]
    [InlineData("xargs --max-args=1 echo")]
    [InlineData("watch --interval=5 ls")]
    public void Wrapper_WithHarmlessOptions_IsUnderstood(string line) =>
        Assert.DoesNotContain(LineAnalyzer.Analyze(line, "/tmp", s_path).Effects, e => e is Effect.OpaqueLine);

    [Fact]
    public void Wrapper_WithARiskyOption_StillTellsWhatItRuns() =>
        Assert.Contains(
            LineAnalyzer.Analyze("strace -o a rm -rf b", "/tmp", s_path).Effects,
            e => e is Effect.Command command && command.Words[0] == "rm"
        );

    [Fact]
    public void Explanation_NamesTheRowThatDecided()
    {
        var effect = LineAnalyzer.Analyze("sort a -o /srv/b", "/tmp", s_path).Effects.OfType<Effect.Write>().Single();

        Assert.Equal("writes /srv/b ('-o /srv/b' of sort; sort(1), GNU coreutils 9.1, -o)", Explanation.Describe(effect));
    }

    [Fact]
    public void Find_WhatItRunsOnItsFiles_IsTold()
    {
        using var folder = new TempFolder();

        var effects = LineAnalyzer.Analyze("find . -type f -name x -exec grep -l y '{}' +", folder.Path, s_path).Effects;

        Assert.DoesNotContain(effects, e => e is Effect.OpaqueLine);
    }

    [Theory]
    [InlineData("exec", "/r/.git/hooks/pre-commit", "Ask")]
    [InlineData("exec", "/r/.git", "Ask")]
    [InlineData("exec", "/r/.gitignore", "Allow")]
    [InlineData("write", "/r/.git/config", "Deny")]
    [InlineData("edit", "/r/.git/config", "Deny")]
    [InlineData("write", "/r/.github/x", "Allow")]
    public void Write_BelowDotGit_IsCoveredByNoWideAllow(string tool, string path, string expected)
    {
        var wide = PolicyOf(
            [Default("*", PolicyAction.Allow)],
            Rule("all", PolicyAction.Allow, new() { Paths = ["**"] }),
            Rule("every", PolicyAction.Allow, new() { Commands = ["**"] })
        );
        var command = new Effect.Command(["tee", "x"], "/usr/bin/tee");

        Assert.Equal(expected, Gate.Decide(Set(wide), Call(tool, new Effect.Write(Workspace + path))).Action.ToString());
        Assert.Equal(
            expected,
            Gate.Decide(Set(wide), Call(tool, command, new Effect.Write(Workspace + path) { Of = new Operand(command, "x") }))
                .Action.ToString()
        );
    }

    [Fact]
    public void Asked_ForWhatAnOptionDoes_SaysSo()
    {
        var policy = PolicyOf([Default("exec", PolicyAction.Ask)], Rule("tar", PolicyAction.Allow, new() { Commands = ["tar -**"] }));
        var effects = LineAnalyzer.Analyze("tar -tf a.tar --to-command=sh", "/tmp", s_path).Effects;

        var verdict = Gate.Decide(Set(policy), Call("exec", [.. effects]) with { Workspace = "/tmp" });

        Assert.Equal(PolicyAction.Ask, verdict.Action);
        Assert.Contains("--to-command", verdict.Reason);
        Assert.Contains("--to-command", Explanation.Line(verdict));
    }

    [Fact]
    public void Outside_WithoutARule_IsSaidToBeBuiltIn() =>
        Assert.Equal(
            SourceSpan.BuiltIn,
            Gate.Decide(Set(PolicyOf([Default("*", PolicyAction.Allow)])), Call("read", new Effect.Read("/home/pi/.ssh/id"))).Span
        );
}
