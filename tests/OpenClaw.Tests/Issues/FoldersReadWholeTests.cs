using OpenClaw.Config.Tables.Policies;
using OpenClaw.Exec;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Issues;

/// <summary>A command that reads or copies a folder whole read the key files below it, although it was asked about when it named
/// one.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FoldersReadWholeTests : IDisposable
{
    private static readonly string[] s_path = CommandEnvironment.Path.Split(':');
    private static readonly string[] s_commands =
    [
        "grep -**",
        "rgrep -**",
        "tar -**",
        "cp -**",
        "mv -**",
        "zip -**",
        "find -**",
        "cat -**",
        "rsync -**",
        "scp -**",
        "diff -**",
        "sort -**",
        "touch -**",
        "dd -**",
        "install -**",
        "mkdir -**",
        "ln -**",
        "sed -**",
        "tee -**",
        "head -**",
        "echo -**",
    ];

    private readonly string _root = RealPath.Of(Directory.CreateTempSubdirectory("openclaw-whole-").FullName, "/")!;
    private readonly string _workspace;
    private readonly PolicySet _policies;

    public FoldersReadWholeTests()
    {
        _workspace = _root + "/ws";
        Put("notes/a.txt");
        Put("notes/b.md");
        Put("sub/deep/id_rsa");
        Put("sub/readme.md");
        Put("nested/.git/config");
        Put("AGENTS.md");
        Put("other/AGENTS.md");
        Put("state/token");
        Directory.CreateSymbolicLink(_workspace + "/notes/link", _workspace + "/sub");
        var policy = PolicyOf(
            [Default("*", PolicyAction.Ask)],
            Rule("r", PolicyAction.Allow, new() { Tools = ["exec"], Commands = [.. s_commands] }),
            Rule("keys", PolicyAction.Ask, new() { Tools = ["exec"], Paths = WellKnownFiles.Keys }),
            Rule("own", PolicyAction.Deny, new() { Paths = ["other/private/**"] })
        );
        _policies = Set(policy) with { Forbidden = [_workspace + "/state"], ReadOnly = [_workspace + "/AGENTS.md"] };
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("grep -r x sub")]
    [InlineData("grep -rn --include=id_rsa x sub")]
    [InlineData("grep -r --include='*.md' --exclude=b x sub")]
    [InlineData("grep -d recurse x sub")]
    [InlineData("grep --directories=rec x sub")]
    [InlineData("rgrep x sub")]
    [InlineData("tar cf - sub")]
    [InlineData("tar -C sub -cf x.tar deep")]
    [InlineData("tar uf x.tar sub")]
    [InlineData("cp -r sub x")]
    [InlineData("cp -a sub/. x")]
    [InlineData("zip -ry x.zip sub")]
    [InlineData("zip -qry x sub/deep")]
    [InlineData("find sub -type f -exec cat '{}' +")]
    [InlineData("rsync -r sub/ x/")]
    [InlineData("rsync -d sub/deep/ x/")]
    [InlineData("scp -r sub x")]
    [InlineData("diff -r sub notes")]
    [InlineData("diff --recursive notes sub")]
    public void Key_BelowAFolderThatIsReadWhole_IsAskedAndNamed(string line)
    {
        Assert.Contains(Effects(line), e => e is Effect.Read read && read.Path == _workspace + "/sub/deep/id_rsa");
        Assert.Equal(("keys", PolicyAction.Ask), Decide(line));
    }

    [Theory]
    [InlineData("grep -r x notes")]
    [InlineData("grep x sub")]
    [InlineData("grep -rn --include='*.md' x sub")]
    [InlineData("tar cf x.tar notes")]
    [InlineData("cp -r notes copy")]
    [InlineData("zip -ry x.zip notes")]
    [InlineData("find notes -type f -exec cat '{}' +")]
    [InlineData("find sub -type f -name '*.md' -exec cat '{}' +")]
    [InlineData("find sub -type f -exec echo '{}' +")]
    [InlineData("rsync -r notes/ copy/")]
    [InlineData("cp notes/a.txt copy")]
    [InlineData("cp notes/a.txt sub")]
    [InlineData("mv notes/a.txt notes/c.txt")]
    [InlineData("dd if=notes/a.txt of=notes/c bs=1k")]
    [InlineData("touch notes/new")]
    [InlineData("install -m 644 notes/a.txt notes/c")]
    public void Folder_WithoutOne_IsAllowed(string line) => Assert.Equal(PolicyAction.Allow, Decide(line).Action);

    [Theory]
    [InlineData("rg x", "sub/deep/id_rsa")]
    [InlineData("rg x sub", "sub/deep/id_rsa")]
    [InlineData("7z a x.7z sub", "sub/deep/id_rsa")]
    [InlineData("rgrep x", "sub/deep/id_rsa")]
    [InlineData("zip -Ry x '*.txt'", "sub/deep/id_rsa")]
    [InlineData("grep -r x .", "state")]
    [InlineData("find sub -name '*.md' -o -type f -exec head '{}' ';'", "sub/deep/id_rsa")]
    public void Effects_NameWhatIsClosedBelow(string line, string path) =>
        Assert.Contains(Effects(line), e => e is Effect.Read read && read.Path == $"{_workspace}/{path}");

    [Theory]
    [InlineData("grep -r x .")]
    [InlineData("tar cf x.tar .")]
    public void State_BelowTheFolder_IsDenied(string line) => Assert.Equal((Protection.ProtectedPath, PolicyAction.Deny), Decide(line));

    [Fact]
    public void Rule_WithPathsThatCloses_CountsBelowTheFolder()
    {
        Assert.Equal(PolicyAction.Allow, Decide("grep -r x other").Action);
        Put("other/private/x");

        Assert.Equal(("own", PolicyAction.Deny), Decide("grep -r x other"));
    }

    [Fact]
    public void Key_ThatIsAHardLinkOfProtectedState_IsFound()
    {
        using var made = System.Diagnostics.Process.Start("ln", [_workspace + "/state/token", _workspace + "/notes/innocent"]);
        made.WaitForExit();

        Assert.Equal((Protection.ProtectedPath, PolicyAction.Deny), Decide("grep -r x notes"));
    }

    [Trait("Load", "heavy")]
    [Fact]
    public void Folder_WithTooMuchBelow_IsAsked()
    {
        foreach (var folder in Enumerable.Range(0, 21))
        {
            Directory.CreateDirectory($"{_workspace}/many/{folder}");
            foreach (var name in Enumerable.Range(0, 1000))
            {
                File.Create($"{_workspace}/many/{folder}/{name}").Dispose();
            }
        }

        Assert.Contains(Effects("grep -r x many"), e => e is Effect.OpaqueLine opaque && opaque.Why.Contains("more than 20000"));
        Assert.Equal(PolicyAction.Ask, Decide("grep -r x many").Action);
        Assert.Equal(PolicyAction.Allow, Decide("grep -r x many/1").Action);
    }

    [Theory]
    [InlineData("rsync -r nested/ copy/")]
    [InlineData("rsync -r nested copy/")]
    [InlineData("cp -r nested copy")]
    [InlineData("scp -r nested copy")]
    [InlineData("cp notes/a.txt nested/.git/config")]
    [InlineData("cp -t nested/.git notes/a.txt")]
    [InlineData("mv notes/a.txt nested/.git/hooks")]
    [InlineData("mv other nested/.git")]
    [InlineData("install notes/a.txt nested/.git/hooks/x")]
    [InlineData("dd if=notes/a.txt of=nested/.git/config")]
    [InlineData("touch nested/.git/HEAD")]
    [InlineData("mkdir -p copy/.git/objects")]
    [InlineData("ln -s notes copy/.git")]
    public void Copy_ThatBringsOrWritesDotGit_IsAsked(string line) =>
        Assert.Equal((Protection.RepositoryInternals, PolicyAction.Ask), Decide(line));

    [Theory]
    [InlineData("cp other/AGENTS.md .")]
    [InlineData("cp other/AGENTS.md AGENTS.md")]
    [InlineData("cp -r other/. .")]
    [InlineData("rsync -r other/ ./")]
    [InlineData("mv other/AGENTS.md ./")]
    [InlineData("mv AGENTS.md notes")]
    [InlineData("touch AGENTS.md")]
    [InlineData("dd of=AGENTS.md")]
    [InlineData("ln -sf notes/a.txt AGENTS.md")]
    public void Copy_OverAFileThatNoToolWrites_IsDenied(string line) =>
        Assert.Equal((Protection.ProtectedPath, PolicyAction.Deny), Decide(line));

    [Theory]
    [InlineData("find . -type f -exec tee '{}' +", "writes what find finds")]
    [InlineData("find notes -type f -exec sed -i s/a/b/ '{}' +", "writes what find finds")]
    [InlineData("cpio -i", "stands in what it is given")]
    [InlineData("patch -p1 -i notes/a.txt", "stands in what it is given")]
    public void Writes_ThatNoWordNames_AreAsked(string line, string why) =>
        Assert.Contains(Effects(line), e => e is Effect.OpaqueLine opaque && opaque.Why.Contains(why));

    private void Put(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName($"{_workspace}/{path}")!);
        File.WriteAllText($"{_workspace}/{path}", "x\n");
    }

    private IEnumerable<Effect> Effects(string line) =>
        LineAnalyzer.Analyze(line, _workspace, s_path, ProtectedFiles.Of(_policies, _workspace)).Effects;

    private (string Rule, PolicyAction Action) Decide(string line)
    {
        // Programs that are not installed here are found as they would be where they are.
        var effects = Effects(line)
            .Select(e =>
                e is Effect.Command { BareName: null } command
                    ? command with
                    {
                        BareName = command.Words[0],
                        Executable = "/usr/bin/" + command.Words[0],
                    }
                    : e
            );
        var verdict = Gate.Decide(
            _policies,
            Call("exec", [.. effects]) with
            {
                Workspace = _workspace,
                Binding = new CallBinding(_workspace, [], []),
            }
        );
        return (verdict.Rule, verdict.Action);
    }
}
