using OpenClaw.Config.Tables;
using OpenClaw.Exec;
using OpenClaw.Messages;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tests.Tools;

/// <summary>exec and process with real commands through the built executable.</summary>
public sealed class ExecToolTests : IAsyncDisposable
{
    private readonly ToolBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Command_LongerThanTheSystemTakes_IsRefusedBeforeItIsAsked()
    {
        var line = $"echo '{new string('x', 131_070 - 6)}'";

        var complaint = await _bench.RefusedAsync("exec", new System.Text.Json.Nodes.JsonObject { ["command"] = line }.ToJsonString());

        Assert.Contains("the system takes at most 131070 in one command", complaint);
        Assert.Contains("with write", complaint);
    }

    [Fact]
    public async Task Command_AsLongAsTheSystemTakes_Runs()
    {
        var line = $"echo '{new string('x', 131_070 - 9)}'";
        Assert.Contains("[exit code 0]", await _bench.DoesAsync("exec", $$"""{"command":"{{line}}"}"""));
    }

    [Fact]
    public async Task Exec_UnderstoodLine_RunsThePrintedOne()
    {
        var intent = await _bench.ReadyAsync("exec", """{"command":"echo  one \"two  3\"|cat"}""");

        Assert.Contains("\"command\":\"'echo' 'one' 'two  3' | 'cat'\"", intent.Arguments);
        Assert.Equal("echo one 'two  3' | cat", intent.Display);
        Assert.Equal(_bench.Workspace, intent.Binding.WorkingDirectory);
        Assert.Equal("one two  3\n[exit code 0]", (await _bench.RunAsync("exec", intent)).Text);
    }

    [Fact]
    public async Task Exec_OpaqueLine_RunsAsItStands()
    {
        var intent = await _bench.ReadyAsync("exec", """{"command":"for i in 1 2; do echo $i; done"}""");

        Assert.IsType<Effect.OpaqueLine>(intent.Effects[0]);
        Assert.Equal("for i in 1 2; do echo $i; done", intent.Display);
        Assert.Equal("1\n2\n[exit code 0]", (await _bench.RunAsync("exec", intent)).Text);
    }

    [Theory]
    [InlineData("it's 'q' x", "echo 'it'\\''s '\\''q'\\'' x' > out")]
    [InlineData("plain", "echo plain > out")]
    public async Task Exec_Display_MeansWhatRuns(string word, string display)
    {
        var quoted = "'" + word.Replace("'", "'\\''") + "'";
        var arguments = OpenClaw.Tools.CanonicalJson.Of(("command", $"echo {quoted} > out"));

        var intent = await _bench.ReadyAsync("exec", arguments);

        Assert.Equal(display.Replace("> out", "1>out"), intent.Display);
        await _bench.RunAsync("exec", intent);
        Assert.Equal(word + "\n", _bench["out"]);
    }

    [Fact]
    public async Task Exec_Failure_IsAResult()
    {
        Assert.Equal("[exit code 1, no output]", await _bench.FailsAsync("exec", """{"command":"false"}"""));
        Assert.EndsWith("[exit code 127]", await _bench.FailsAsync("exec", """{"command":"no-such-program"}"""));
    }

    [Fact]
    public async Task Exec_InAFolderOutside_IsAnEffect()
    {
        var inside = await _bench.ReadyAsync("exec", """{"command":"pwd"}""");
        var outside = await _bench.ReadyAsync("exec", """{"command":"pwd","cwd":"/tmp"}""");

        Assert.DoesNotContain(inside.Effects, effect => effect is Effect.Read);
        Assert.Contains(new Effect.Read("/tmp"), outside.Effects);
        Assert.EndsWith("(in /tmp)", outside.Display);
    }

    [Fact]
    public async Task Exec_Script_IsBoundByItsContent()
    {
        _bench["x.sh"] = "echo 1";
        var before = await _bench.ReadyAsync("exec", """{"command":"sh x.sh"}""");
        _bench["x.sh"] = "echo 2";
        var after = await _bench.ReadyAsync("exec", """{"command":"sh x.sh"}""");

        Assert.Contains(before.Binding.Hashes, hash => hash.Path == $"{_bench.Workspace}/x.sh");
        Assert.NotEqual(before.Binding, after.Binding);
        Assert.NotEmpty(before.Binding.Executables);
    }

    [Trait("Load", "heavy")]
    [Fact]
    public async Task Exec_Timeout_SaysSoAndGivesWhatWasPrinted()
    {
        var text = await _bench.FailsAsync("exec", """{"command":"echo start; sleep 1000","timeout":5}""");

        Assert.StartsWith("start\n[ended by signal 15 (SIGTERM), stopped at its timeout of 5 s; give it more", text);
    }

    [Fact]
    public async Task Exec_LongOutput_IsCutAndTheRestIsReached()
    {
        var text = await _bench.DoesAsync("exec", """{"command":"seq 1 100000"}""");

        Assert.InRange(text.Length, 10_000, 16 * 1024);
        Assert.StartsWith("1\n2\n", text);
        Assert.EndsWith("100000\n[exit code 0]", text);
        Assert.Contains("process action=read id=p1 offset=BYTE", text);
        Assert.Contains("\n50000\n", await _bench.DoesAsync("process", """{"action":"read","id":"p1","offset":280000}"""));
    }

    [Fact]
    public async Task Exec_Stopped_EndsTheCommand()
    {
        using var stop = new CancellationTokenSource();
        var pidFile = $"{_bench.Workspace}/pid";
        var running = _bench.RunAsync("exec", """{"command":"echo $$ > pid; mv pid pid2; sleep 1000"}""", stop.Token);
        while (!File.Exists(pidFile + "2"))
        {
            await Task.Yield();
        }

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(ProcStat.TryRead(int.Parse(_bench["pid2"]), out _));
    }

    [Fact]
    public async Task Exec_EnvironmentOfTheConfiguration_IsPassedAndNothingElse()
    {
        Environment.SetEnvironmentVariable("OPENCLAW_TEST_PASSED", "yes");
        Environment.SetEnvironmentVariable("OPENCLAW_TEST_SECRET", "no");
        _bench.Scope = _bench.Scope with
        {
            Limits = new ToolsConfig { ExecEnvironment = ["OPENCLAW_TEST_PASSED", "OPENCLAW_TEST_ABSENT"] },
        };

        Assert.Equal(
            "yes--\n[exit code 0]",
            await _bench.DoesAsync("exec", """{"command":"echo $OPENCLAW_TEST_PASSED-$OPENCLAW_TEST_SECRET-$OPENCLAW_TEST_ABSENT"}""")
        );
    }

    [Fact]
    public async Task Process_Background_IsListedReadWrittenToAndKilled()
    {
        Assert.StartsWith(
            "started in the background as p1",
            await _bench.DoesAsync("exec", """{"command":"while read x; do echo got $x; done","background":true}""")
        );
        Assert.StartsWith("p1 running, pid ", await _bench.DoesAsync("process", """{"action":"list"}"""));

        Assert.Equal("wrote 4 bytes to p1", await _bench.DoesAsync("process", """{"action":"write","id":"p1","text":"one\n"}"""));
        Assert.StartsWith("got one\n[running, pid ", await _bench.DoesAsync("process", """{"action":"read","id":"p1","wait":60}"""));
        Assert.EndsWith("no new output]", await _bench.DoesAsync("process", """{"action":"read","id":"p1"}"""));

        Assert.StartsWith("p1: ", await _bench.DoesAsync("process", """{"action":"kill","id":"p1"}"""));
        Assert.Contains("p1 ended: ", await _bench.DoesAsync("process", """{"action":"list"}"""));
        Assert.StartsWith("got one\n[ended: ", await _bench.DoesAsync("process", """{"action":"read","id":"p1","offset":0}"""));
        Assert.Contains("has ended", await _bench.FailsAsync("process", """{"action":"write","id":"p1","text":"two"}"""));
    }

    [Fact]
    public async Task Process_OfAnotherSession_IsNotThere()
    {
        await _bench.DoesAsync("exec", """{"command":"sleep 1000","background":true}""");
        _bench.Scope = _bench.Scope with { Session = SessionKey.Local("other") };

        Assert.Equal("no commands; exec with background=true starts one", await _bench.DoesAsync("process", """{"action":"list"}"""));
        Assert.Contains("there is no command 'p1'", await _bench.RefusedAsync("process", """{"action":"kill","id":"p1"}"""));
    }

    [Fact]
    public async Task Process_Write_IsAnEffectLikeALineOfShell()
    {
        await _bench.DoesAsync("exec", """{"command":"sh","background":true}""");

        var intent = await _bench.ReadyAsync("process", """{"action":"write","id":"p1","text":"rm x\n"}""");

        Assert.Equal("rm x\n", Assert.IsType<Effect.OpaqueLine>(Assert.Single(intent.Effects)).Line);
        Assert.Equal("write to p1 (sh):\nrm x\n", intent.Display);
    }

    [Fact]
    public async Task Progress_WhileItRuns_IsTold()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Scope = _bench.Scope with { Progress = text => told.TrySetResult(text) };
        var running = _bench.RunAsync("exec", """{"command":"echo early; while [ ! -e go ]; do sleep 0.01; done"}""");

        Assert.Equal("early\n", await told.Task.WaitAsync(ToolBench.Ct));
        _bench["go"] = "";
        Assert.Equal("early\n[exit code 0]", (await running).Text);
    }
}
