using OpenClaw.Exec;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tests.Issues;

/// <summary>What git follows is followed as git follows it, or it is asked. An ordinary repository stays understood.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class RepositoryThatLeadsElsewhereTests : IDisposable
{
    private static readonly string[] s_path = CommandEnvironment.Path.Split(':');

    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory("openclaw-git-").FullName, "/")!;

    public RepositoryThatLeadsElsewhereTests()
    {
        Repository(_root, "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = https://h/x.git\n[branch \"main\"]\n\tremote = origin\n");
        File.WriteAllBytes(_root + "/.git/index", [(byte)'D', (byte)'I', (byte)'R', (byte)'C', 0, 0, 0, 2, 0, 0, 0x81, 0xA4]);
        Directory.CreateDirectory(_root + "/.git/branches");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("git status")]
    [InlineData("git log --oneline -5")]
    [InlineData("git diff")]
    [InlineData("git diff -U5 --color-moved")]
    [InlineData("git fetch origin")]
    [InlineData("git push")]
    [InlineData("git rebase --abort")]
    public void Ordinary_Repository_IsUnderstood(string line) => Assert.Null(Why(line));

    [Theory]
    [InlineData("path = ~root/x")]
    [InlineData("path = \"%(prefix)/x\"")]
    [InlineData("path = a\\tb")]
    [InlineData("path = a\tb")]
    [InlineData("path = \"a \"")]
    [InlineData("path = a\u00A0")]
    [InlineData("path = a\u0000b")]
    [InlineData("path = \u00E4")]
    public void Include_OfAPathThatIsNotPlain_IsAsked(string setting)
    {
        Configure($"[include]\n{setting}\n");

        Assert.Contains(_root + "/.git/config", Why("git status"));
    }

    [Fact]
    public void Include_GoesThroughLinksAsTheKernelDoes()
    {
        Directory.CreateDirectory(_root + "/a/b");
        Directory.CreateSymbolicLink(_root + "/.git/l", _root + "/a/b");
        File.WriteAllText(_root + "/a/evil", "[filter \"x\"]\nclean = y\n");
        Configure("[include]\npath = l/../evil\n");

        Assert.Contains("filter.x.clean", Why("git status"));
    }

    [Theory]
    [InlineData("[core]\nworktree = /x", "core.worktree")]
    [InlineData("[core]\nattributesFile = /x", "core.attributesfile")]
    [InlineData("[core]\nexcludesFile = /x", "core.excludesfile")]
    [InlineData("[format]\noutputDirectory = /x", "format.outputdirectory")]
    [InlineData("[blame]\nignoreRevsFile = /x", "blame.ignorerevsfile")]
    [InlineData("[http]\nproxy = x", "http.proxy")]
    [InlineData("[http \"https://h\"]\nsaveCookies = true", "http.https://h.savecookies")]
    [InlineData("[http]\ncookieFile = x", "http.cookiefile")]
    [InlineData("[extensions]\npartialClone = x", "extensions.partialclone")]
    [InlineData("[remote \"o\"]\nproxy = x", "remote.o.proxy")]
    [InlineData("[branch \"b\"]\nremote = https://e/x", "branch.b.remote")]
    [InlineData("[diff]\norderFile = /x", "diff.orderfile")]
    [InlineData("[diff]\nsubmodule = log", "diff.submodule")]
    [InlineData("[commit]\ntemplate = /x", "commit.template")]
    public void Settings_ThatLeadElsewhere_AreNamed(string configuration, string key)
    {
        Configure(configuration + "\n");

        Assert.Contains(key, Why("git log"));
    }

    [Theory]
    [InlineData("git log -p -U --output=f")]
    [InlineData("git log -p --unified --output=f")]
    [InlineData("git rev-list --min-parents --output=f HEAD")]
    [InlineData("git log --max-parents --output=f")]
    public void Options_WithAValueOnlyInTheSameWord_DoNotSwallowTheNext(string line) =>
        Assert.Contains(
            LineAnalyzer.Analyze(line, _root, s_path).Effects,
            effect => effect is Effect.Write { Path: var path } && path == _root + "/f"
        );

    [Theory]
    [InlineData("git rebase --continue")]
    [InlineData("git rebase --skip")]
    [InlineData("git cherry-pick --continue")]
    [InlineData("git revert --skip")]
    [InlineData("git merge --continue")]
    [InlineData("git am --continue")]
    [InlineData("git diff --submodule")]
    [InlineData("git log -p --submodule=diff")]
    [InlineData("git shortlog --committer --output=f")]
    [InlineData("git push ../x main")]
    [InlineData("git push file:///x main")]
    [InlineData("git fetch '~root/x'")]
    [InlineData("git --git-dir= status")]
    public void Lines_ThatRunWhatIsWrittenElsewhere_AreAsked(string line) => Assert.NotNull(Why(line));

    [Fact]
    public void Broken_RepositoriesAreSteppedOver()
    {
        Configure("[filter \"x\"]\nclean = y\n");
        Directory.CreateDirectory(_root + "/empty/.git");
        Directory.CreateDirectory(_root + "/bare/objects");
        Directory.CreateDirectory(_root + "/bare/refs");
        File.WriteAllText(_root + "/bare/HEAD", "junk");
        Repository(_root + "/junk", "[core]\n");
        File.WriteAllText(_root + "/junk/.git/HEAD", "junk");

        Assert.All(["empty", "bare", "junk"], folder => Assert.Contains("filter.x.clean", Why($"git -C {folder} status")));
    }

    [Fact]
    public void Pointers_AreAsked_AndAPipeIsNeverOpened()
    {
        Directory.CreateDirectory(_root + "/file");
        File.WriteAllText(_root + "/file/.git", $"gitdir: {_root}/.git \n");
        Directory.CreateDirectory(_root + "/link");
        Directory.CreateSymbolicLink(_root + "/link/.git", _root + "/.git");
        Directory.CreateDirectory(_root + "/pipe");
        using (var made = System.Diagnostics.Process.Start("mkfifo", _root + "/pipe/.git")!)
        {
            made.WaitForExit();
        }
        Repository(_root + "/common", "[core]\n");
        File.WriteAllText(_root + "/common/.git/commondir", new string('x', 9000));

        Assert.All(["file", "link", "pipe"], folder => Assert.Contains($"{_root}/{folder}/.git", Why($"git -C {folder} status")));
        Assert.Contains("commondir", Why("git -C common status"));
    }

    [Fact]
    public void Submodules_InTheIndexOrOutOfSight_AreAsked_ForWhatLooksIntoThem()
    {
        File.WriteAllBytes(_root + "/.git/index", [(byte)'D', (byte)'I', (byte)'R', (byte)'C', 0, 0, 0xE0, 0, 1]);
        Assert.Contains("/.git/index", Why("git status"));
        Assert.Null(Why("git log"));

        File.Delete(_root + "/.git/index");
        File.WriteAllBytes(_root + "/.git/sharedindex.a", [1, 0, 0, 0xE0, 0]);
        Assert.Contains("sharedindex.a", Why("git diff"));

        File.Delete(_root + "/.git/sharedindex.a");
        File.WriteAllText(_root + "/.gitmodules", new string('#', (1024 * 1024) + 1));
        Assert.Contains(".gitmodules", Why("git add ."));

        File.Delete(_root + "/.gitmodules");
        for (var i = 0; i < 65; i++)
        {
            Directory.CreateDirectory($"{_root}/.git/modules/{i}");
        }
        Assert.Contains("/.git/modules", Why("git status"));
    }

    [Theory]
    [InlineData("git -C d --git-dir=g status")]
    [InlineData("git --git-dir=g -C d status")]
    [InlineData("git --git-dir=d/g --bare status")]
    public void GitDirectory_IsTakenFromTheLastFolder(string line)
    {
        Repository(_root + "/d", "[filter \"g\"]\nclean = y\n");
        Directory.Move(_root + "/d/.git", _root + "/d/g");

        Assert.Contains("filter.g.clean", Why(line));
    }

    [Theory]
    [InlineData("/srv/x")]
    [InlineData("file:///srv/x")]
    public void Remotes_ThatArePaths_AreReadOrAsked(string address)
    {
        Configure($"[remote \"origin\"]\nurl = {address}\n");

        Assert.Contains("/srv/x", Why("git push"));
        Assert.Contains(LineAnalyzer.Analyze("git fetch", _root, s_path).Effects, effect => effect is Effect.Read { Path: "/srv/x" });
        Configure("[remote \"origin\"]\nurl = ~root/x\n");
        Assert.NotNull(Why("git fetch"));
    }

    [Fact]
    public void Names_ThatAreNoRemotes_ArePaths()
    {
        Directory.CreateDirectory(_root + "/sub");
        Assert.Contains("sub", Why("git push sub main"));

        File.WriteAllText(_root + "/.git/branches/old", "/x\n");
        Assert.Contains("/.git/branches", Why("git fetch"));
        Assert.Null(Why("git status"));
    }

    [Fact]
    public void Objects_OfAnotherFolder_AreAsked_AndARepositoryOutsideIsRead()
    {
        Directory.CreateDirectory(_root + "/in");
        Assert.Contains(
            LineAnalyzer.Analyze("git log", _root + "/in", s_path).Effects,
            effect => effect is Effect.Read { Path: var path } && path == _root + "/.git"
        );

        Directory.CreateDirectory(_root + "/.git/objects/info");
        File.WriteAllText(_root + "/.git/objects/info/alternates", "/x\n");
        Assert.Contains("alternates", Why("git log"));
    }

    private void Configure(string text) => File.WriteAllText(_root + "/.git/config", text);

    private static void Repository(string folder, string configuration)
    {
        Directory.CreateDirectory(folder + "/.git/objects");
        Directory.CreateDirectory(folder + "/.git/refs");
        File.WriteAllText(folder + "/.git/HEAD", "ref: refs/heads/main\n");
        File.WriteAllText(folder + "/.git/config", configuration);
    }

    private string? Why(string line) => LineAnalyzer.Analyze(line, _root, s_path).Effects.OfType<Effect.OpaqueLine>().FirstOrDefault()?.Why;
}
