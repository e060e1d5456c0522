using OpenClaw.Exec;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tests.Issues;

/// <summary>git runs what a repository says. What the environment does not close is named in the question.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class RepositoryThatRunsTests : IDisposable
{
    private static readonly string[] s_path = CommandEnvironment.Path.Split(':');

    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory("openclaw-git-").FullName, "/")!;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("[core]\n\tfsmonitor = ./x\n", "core.fsmonitor")]
    [InlineData("[core]\nhooksPath=x", "core.hookspath")]
    [InlineData("[CORE] sshCommand = x", "core.sshcommand")]
    [InlineData("[filter \"x\"]\n\tclean = \"touch \\\"y\\\"\" # why\n", "filter.x.clean")]
    [InlineData("[filter \"x\"]\n\tprocess = a \\\n b\n", "filter.x.process")]
    [InlineData("[diff \"a.b\"]\ntextconv=x", "diff.a.b.textconv")]
    [InlineData("[diff]\nexternal=x", "diff.external")]
    [InlineData("[diff.old]\ncommand=x", "diff.old.command")]
    [InlineData("[merge \"m\"]\ndriver=x", "merge.m.driver")]
    [InlineData("[gpg \"ssh\"]\nprogram=x", "gpg.ssh.program")]
    [InlineData("[alias]\nstatus2 = !x\nst = !x\n[core]\npager=less", "core.pager")]
    [InlineData("[submodule \"s\"]\nupdate = !x", "submodule.s.update")]
    [InlineData("[credential \"https://h\"]\nhelper = !x", "credential.https://h.helper")]
    [InlineData("[remote \"o\"]\nuploadpack = x", "remote.o.uploadpack")]
    [InlineData("[remote \"o\"]\nurl = ext::sh -c id", "remote.o.url")]
    [InlineData("[url \"ext::sh \"]\ninsteadOf = x:", "url.ext::sh .insteadof")]
    [InlineData("[trailer \"t\"]\ncmd = x", "trailer.t.cmd")]
    [InlineData("[include]\npath = other\n", "filter.i.smudge")]
    [InlineData("[includeIf \"onbranch:x\"]\npath = other\n", "filter.i.smudge")]
    [InlineData("[commit]\ngpgSign = true", "commit.gpgsign")]
    [InlineData("[push]\ngpgSign = if-asked", "push.gpgsign")]
    [InlineData("[merge]\nverifySignatures", "merge.verifysignatures")]
    [InlineData("[format]\npretty = %h %G?", "format.pretty")]
    [InlineData("[pretty]\nx = format:%-GK", "pretty.x")]
    [InlineData("[core]\nbroken\"\n", "cannot be read")]
    [InlineData("[core", "cannot be read")]
    public void Configuration_ThatNamesAProgram_IsNamedWithItsFile(string configuration, string key)
    {
        Repository(_root, configuration);
        File.WriteAllText($"{_root}/.git/other", "[filter \"i\"]\nsmudge = x\n");

        var why = Why("git status", _root);

        Assert.Contains(key, why);
        Assert.Contains($"{_root}/.git/", why);
    }

    [Theory]
    [InlineData(
        "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n[remote \"origin\"]\n\turl = https://h/x.git\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n"
    )]
    [InlineData(
        "[filter \"lfs\"]\n\tclean = git-lfs clean -- %f\n\tsmudge = git-lfs smudge -- %f\n\tprocess = git-lfs filter-process\n\trequired = true\n"
    )]
    [InlineData("[alias]\n\tst = status\n\tx = !id\n[user]\n\tname = \"A \\\\ B\" ; note\n")]
    [InlineData("[core]\n\tfsmonitor = true\n[core]\n\tignorecase\n")]
    public void Configuration_ThatNamesNone_IsNotAsked(string configuration)
    {
        Repository(_root, configuration);

        Assert.Null(Why("git status", _root));
    }

    [Fact]
    public void Repository_IsFoundAsGitFindsIt()
    {
        Repository(_root + "/a", "[filter \"x\"]\nclean = y\n");
        Directory.CreateDirectory(_root + "/a/b/c");
        Directory.CreateDirectory(_root + "/tree");
        Directory.CreateDirectory(_root + "/a/.git/worktrees/tree");
        File.WriteAllText(_root + "/tree/.git", $"gitdir: {_root}/a/.git/worktrees/tree\n");
        File.WriteAllText(_root + "/a/.git/worktrees/tree/commondir", "../..\n");

        Assert.All(
            [
                "git -C a status",
                "git -C a/b/c log",
                "git -C a -C b log",
                "git --git-dir=a/.git status",
                "git --git-dir a/.git --work-tree=. diff",
                "git -C tree status",
                "nohup git -C a status",
            ],
            line => Assert.Contains("filter.x.clean", Why(line, _root))
        );
        Assert.Null(Why("git status", _root));
    }

    [Fact]
    public void Bare_RepositoryBuriedInAFolder_IsLookedAt()
    {
        var buried = Directory.CreateDirectory(_root + "/docs/fixtures").FullName;
        Directory.CreateDirectory(buried + "/objects");
        Directory.CreateDirectory(buried + "/refs");
        File.WriteAllText(buried + "/HEAD", "ref: refs/heads/main\n");
        File.WriteAllText(buried + "/config", "[core]\n\tfsmonitor = ./x\n");

        Assert.Contains("core.fsmonitor", Why("git status", buried));
    }

    [Fact]
    public void Submodules_AreLookedAt()
    {
        Repository(_root, "[core]\n\tbare = false\n");
        Repository(_root + "/sub", "[filter \"s\"]\nclean = y\n");
        File.WriteAllText(_root + "/.gitmodules", "[submodule \"s\"]\n\tpath = sub\n\turl = ./x\n");
        Assert.Contains("filter.s.clean", Why("git status", _root));

        File.Delete(_root + "/.gitmodules");
        Assert.Null(Why("git status", _root));
        Directory.CreateDirectory(_root + "/.git/modules/a/b");
        File.WriteAllText(_root + "/.git/modules/a/b/config", "[diff \"s\"]\ntextconv = y\n");
        Assert.Contains("diff.s.textconv", Why("git status", _root));
    }

    [Fact]
    public void Repository_ThatIsAdded_IsLookedAt()
    {
        Repository(_root, "[core]\n\tbare = false\n");
        Repository(_root + "/a/nested", "[core]\n\tbare = false\n");
        Assert.Null(Why("git add . && git status", _root));

        Repository(_root + "/a/nested", "[filter \"s\"]\nclean = y\n");
        Assert.All(
            ["git add a/nested && git status", "git add .", "git -C a add nested"],
            line => Assert.Contains("filter.s.clean", Why(line, _root))
        );
        Assert.Null(Why("git status", _root));
    }

    [Fact]
    public void Repository_WithAnEndingThatIsNotWritten_IsLookedAt()
    {
        Repository(_root, "[core]\n\tbare = false\n");
        Repository(_root + "/x.git", "[core]\n\talternateRefsCommand = y\n");

        Assert.All(
            ["git fetch ./x", "git clone ./x y", "git ls-remote ./x/"],
            line => Assert.Contains("core.alternaterefscommand", Why(line, _root))
        );
    }

    [Fact]
    public void Includes_InACircle_AreReadOnce()
    {
        Repository(_root, "[include]\npath = config\n[include]\npath = ../.git/config\n");

        Assert.Null(Why("git status", _root));
    }

    [Fact]
    public void Aliases_CountForTheWordThatIsUsed()
    {
        Repository(_root, "[alias]\n\tst = !id\n");

        Assert.Contains("alias.st", Why("git st", _root));
    }

    [Fact]
    public async Task Environment_KeepsABuriedRepositoryAndHooksFromRunning()
    {
        var git = CommandEnvironment.Find("git", "/");
        Assert.SkipWhen(git is null, "git is not installed");
        var touched = _root + "/touched";
        var program = _root + "/program";
        File.WriteAllText(program, $"#!/bin/sh\necho ran >> {touched}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Run(git, "init", "-q", _root + "/r");
        await Run(git, "-C", _root + "/r", "config", "core.fsmonitor", program);
        await Run(git, "-C", _root + "/r", "config", "core.pager", program);
        File.Copy(program, _root + "/r/.git/hooks/pre-commit");
        await Run(git, "-C", _root + "/r", "status");
        await Run(git, "-C", _root + "/r", "-c", "user.name=a", "-c", "user.email=b", "commit", "-q", "--allow-empty", "-m", "x");
        await Run(git, "-C", _root + "/r", "log");
        await Run(git, "init", "-q", "--bare", _root + "/r/buried");
        await Run(git, "--git-dir", _root + "/r/buried", "config", "core.fsmonitor", program);
        var status = await Run(git, "-C", _root + "/r/buried", "status");

        Assert.False(File.Exists(touched), "a program that the repository names was run");
        Assert.NotEqual(0, status);
    }

    private static async Task<int> Run(string git, params string[] words)
    {
        var start = new System.Diagnostics.ProcessStartInfo(git, words) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var pair in CommandEnvironment.Default)
        {
            start.Environment[pair[..pair.IndexOf('=')]] = pair[(pair.IndexOf('=') + 1)..];
        }
        using var process = System.Diagnostics.Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private static void Repository(string folder, string configuration)
    {
        Directory.CreateDirectory(folder + "/.git/objects");
        Directory.CreateDirectory(folder + "/.git/refs");
        File.WriteAllText(folder + "/.git/HEAD", "ref: refs/heads/main\n");
        File.WriteAllText(folder + "/.git/config", configuration);
    }

    private static string? Why(string line, string folder) =>
        LineAnalyzer.Analyze(line, folder, s_path).Effects.OfType<Effect.OpaqueLine>().FirstOrDefault()?.Why;
}
