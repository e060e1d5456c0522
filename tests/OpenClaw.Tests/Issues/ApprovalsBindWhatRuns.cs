using OpenClaw.Config.Tables;
using OpenClaw.Exec;
using OpenClaw.Messages;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tools.Files;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>What a command reads as its program was not bound: it could change between the question and the use. And a 300 GB file hung the
/// turn while it was hashed.</summary>
public sealed class ApprovalsBindWhatRuns : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _root;

    public ApprovalsBindWhatRuns()
    {
        _root = RealPath.Of(_folder.Path, "/")!;
        foreach (
            var name in (string[])["inc.sh", "s.sh", "x.py", "my.mk", "rules.mk", "package.json", "justfile", "compose.yaml", "data.csv"]
        )
        {
            File.WriteAllText(Path.Combine(_root, name), "");
        }
        File.WriteAllText(Path.Combine(_root, "Makefile"), "include rules.mk\nall:\n\techo hi\n");
        Directory.CreateDirectory(Path.Combine(_root, "sub"));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(". ./inc.sh", "inc.sh")]
    [InlineData("source inc.sh", "inc.sh")]
    [InlineData("bash -c '. ./inc.sh'", "inc.sh")]
    [InlineData("sh < s.sh", "s.sh")]
    [InlineData("sh <s.sh; echo $x", "s.sh")]
    [InlineData("sh < s.sh && echo $x", "s.sh")]
    [InlineData("bash s.sh", "s.sh")]
    [InlineData("env A=1 sh < s.sh", "s.sh")]
    [InlineData("python3 - < x.py", "x.py")]
    [InlineData("make", "Makefile rules.mk makefile GNUmakefile")]
    [InlineData("make -f my.mk all", "my.mk")]
    [InlineData("make -fmy.mk", "my.mk")]
    [InlineData("make --file=my.mk", "my.mk")]
    [InlineData("sudo make", "Makefile rules.mk")]
    [InlineData("npm run build", "package.json")]
    [InlineData("npm --prefix sub run build", "package.json sub/package.json")]
    [InlineData("just deploy", "justfile")]
    [InlineData("docker compose up", "compose.yaml .env docker-compose.yml")]
    [InlineData("docker compose -f my.mk up", "my.mk")]
    [InlineData("docker-compose up", "compose.yaml")]
    public void Line_WhatItReadsAsAProgram_IsBound(string line, string files)
    {
        var found = LineAnalyzer.Analyze(line, _root, CommandEnvironment.SearchPath(new ToolsConfig())).Scripts;

        Assert.All(files.Split(' '), file => Assert.Contains(Path.Combine(_root, file), found));
    }

    [Theory]
    [InlineData("sort < data.csv")]
    [InlineData("cat data.csv")]
    public void Line_ThatReadsData_BindsNothingOfIt(string line) =>
        Assert.DoesNotContain(
            Path.Combine(_root, "data.csv"),
            LineAnalyzer.Analyze(line, _root, CommandEnvironment.SearchPath(new ToolsConfig())).Scripts
        );

    [Theory]
    [InlineData("ls | xargs sh", "xargs runs what its input says at that time")]
    [InlineData("cat s.sh | sh", "sh runs what is piped to it at that time")]
    [InlineData("make", "make runs what Makefile, rules.mk says; what it calls is taken as it is at that time")]
    [InlineData("make -C sub", "make runs what GNUmakefile or makefile or Makefile says at that time")]
    [InlineData("npm run build", "npm runs what package.json says")]
    [InlineData("for f in *.sh; do sh $f; done", "files that the line names by variables or patterns")]
    public void Line_WhatCannotBeBound_IsSaid(string line, string words) =>
        Assert.Contains(
            LineAnalyzer.Analyze(line, _root, CommandEnvironment.SearchPath(new ToolsConfig())).Unbound,
            said => said.Contains(words)
        );

    [Theory]
    [InlineData(". ./inc.sh", "inc.sh", "echo other", "inc.sh has changed")]
    [InlineData("make", "Makefile", "all:\n\techo other\n", "Makefile has changed")]
    [InlineData("sh < s.sh", "s.sh", null, "s.sh is gone")]
    [InlineData("make", "GNUmakefile", "all:\n\techo other\n", "GNUmakefile was not there and is there now")]
    public void Approve_FileThatTheCommandRunsChanged_HasLapsedAndSaysWhich(string command, string file, string? content, string why)
    {
        using var gateway = new TestGateway();
        Directory.CreateDirectory(gateway.Workspace);
        foreach (var name in (string[])["inc.sh", "s.sh", "Makefile"])
        {
            File.WriteAllText(Path.Combine(gateway.Workspace, name), "true\n");
        }
        var (said, id) = Ask(gateway, command);

        if (content is null)
        {
            File.Delete(Path.Combine(gateway.Workspace, file));
        }
        else
        {
            File.WriteAllText(Path.Combine(gateway.Workspace, file), content);
        }
        gateway.Say($"/approve {id}");

        gateway.EndOf(said);
        var result = gateway.ToldOf(id);
        Assert.Contains("has lapsed", result);
        Assert.Contains(why, result);
    }

    [Fact]
    public void Approve_AfterARestart_FileThatChangedIsNamedToo()
    {
        using var gateway = new TestGateway();
        Directory.CreateDirectory(gateway.Workspace);
        File.WriteAllText(Path.Combine(gateway.Workspace, "inc.sh"), "true\n");
        var (said, id) = Ask(gateway, ". ./inc.sh");
        gateway.Kill();
        gateway.Start();

        File.WriteAllText(Path.Combine(gateway.Workspace, "inc.sh"), "false\n");
        gateway.Say($"/approve {id}");

        gateway.EndOf(said);
        Assert.Contains("inc.sh", gateway.ToldOf(id));
    }

    [Fact]
    public void Question_FileOfHundredsOfGigabytes_IsNamedAndNotRead()
    {
        using var gateway = new TestGateway();
        Directory.CreateDirectory(gateway.Workspace);
        Sparse(Path.Combine(gateway.Workspace, "big.sh"), 300L << 30);

        var (_, id) = Ask(gateway, "sh big.sh");

        Assert.Contains(
            "not bound, too large to bind",
            gateway.Rows("select display from approvals where id = @0", static row => row.GetString(0), id.Value).Single()
        );
    }

    [Fact]
    public void Write_OverAFileOfHundredsOfGigabytes_AsksAtOnce()
    {
        using var gateway = new TestGateway();
        Directory.CreateDirectory(gateway.Workspace);
        Sparse(Path.Combine(gateway.Workspace, "big"), 300L << 30);
        gateway["big"].Calls("write", """{"path":"big","content":"x"}""").Answers("done");

        gateway.AskedBy(gateway.Say("go"));

        Assert.Contains("too large to bind", gateway.Rows("select display from approvals", static row => row.GetString(0)).Single());
    }

    [Fact]
    public void Hashes_OfOneCall_HaveAShare()
    {
        var hashes = new CallHashes(CancellationToken.None);
        var files = Enumerable.Range(0, 5).Select(i => Path.Combine(_root, $"f{i}")).ToList();
        files.ForEach(static file => Sparse(file, 60 << 20));

        Assert.Equal([false, false, false, false, true], files.Select(file => hashes.Of(file).IsTooLarge));
        Assert.True(hashes.Of(files[0] + "x").Sha256 == FileHash.Absent);
    }

    [Fact]
    public void Hashes_TurnIsStoppedMeanwhile_EndBetweenTwoPieces()
    {
        var file = Path.Combine(_root, "long");
        Sparse(file, 60 << 20);
        using var stop = new CancellationTokenSource();
        var pieces = 0;
        var hashes = new CallHashes(stop.Token)
        {
            Reading = () =>
            {
                if (++pieces == 2)
                {
                    stop.Cancel();
                }
            },
        };

        Assert.Throws<OperationCanceledException>(() => hashes.Of(file));
        Assert.Equal(2, pieces);
    }

    [Fact]
    public void Lines_TurnIsStoppedMeanwhile_EndInsideALineWithoutEnd()
    {
        using var stop = new CancellationTokenSource();
        var endless = new EndlessStream(() => stop.Cancel());
        var reader = new LineReader(endless, stop.Token);

        Assert.Throws<OperationCanceledException>(() => reader.Skip());
    }

    private static (Accepted Said, ApprovalId Id) Ask(TestGateway gateway, string command)
    {
        gateway["big"].Calls("exec", new System.Text.Json.Nodes.JsonObject { ["command"] = command }.ToJsonString()).Answers("done");
        var said = gateway.Say("go");
        return (said, gateway.AskedBy(said));
    }

    private static void Sparse(string path, long length)
    {
        using var file = File.Create(path);
        file.SetLength(length);
    }

    /// <summary>A line that never ends; tells when it was read for a while.</summary>
    private sealed class EndlessStream(Action told) : MemoryStream
    {
        private int _reads;

        public override int Read(Span<byte> buffer)
        {
            if (++_reads == 20)
            {
                told();
            }
            buffer.Fill((byte)'x');
            return buffer.Length;
        }
    }
}
