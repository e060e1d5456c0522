using System.Diagnostics;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Commands that misbehave in every way a command can. Each gives the model a result it can use, leaves nothing behind, and the
/// gateway lives on.</summary>
public sealed class BadCommandTests : IAsyncLifetime
{
    private readonly OllamaDouble _model;
    private GatewayProcess _gateway = null!;
    private JsonObject _arguments = [];

    public BadCommandTests()
    {
        NativeExecutable.Require();
        _model = new OllamaDouble(prompt => prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : ModelTurn.Calls("exec", _arguments));
    }

    public async ValueTask InitializeAsync() => _gateway = await GatewayProcess.StartAsync(Configs.Trusting(_model.Url));

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task AGigabyteOfOutput_IsCappedWithTheWayToTheRest()
    {
        var result = await RunAsync("head -c 1000000000 /dev/zero | tr '\\0' 'x'");

        Assert.InRange(result.Length, 100, 64_000);
    }

    [Fact]
    public async Task IgnoredSigterm_EndsAtTheTimeoutAllTheSame()
    {
        await ScriptAsync("trap '' TERM INT HUP\nwhile :; do sleep 1; done\n");

        Assert.Contains("stopped", await RunAsync("sh it.sh", timeout: 1));
        await AssertAliveAsync();
    }

    [Fact]
    public async Task StandardInput_IsEmpty() => Assert.DoesNotContain("time", await RunAsync("cat", timeout: 120));

    [Fact]
    public async Task ADaemonMadeWithSetsid_IsGoneWhenTheCommandHasEnded()
    {
        var seconds = Random.Shared.Next(100_000, 900_000).ToString();
        await ScriptAsync($"setsid sh -c 'sleep {seconds} & sleep {seconds}' > /dev/null 2>&1 < /dev/null &\nsleep 0.2\necho started\n");

        Assert.Contains("started", await RunAsync("sh it.sh"));
        await _gateway.UntilAsync("the daemon to be gone", () => !Running(seconds));
    }

    [Fact]
    public async Task AllProcesses_AreGoneWhenTheGatewayIsKilled()
    {
        var seconds = Random.Shared.Next(100_000, 900_000).ToString();
        await ScriptAsync($"setsid sleep {seconds} &\ntrap '' TERM HUP\nsleep {seconds}\n");
        _arguments = new JsonObject { ["command"] = "sh it.sh" };
        await _gateway.RunAsync("send", "--session", "a", "go");
        await _gateway.UntilAsync("the command to run", () => Running(seconds));

        await _gateway.KillAsync();

        await _gateway.UntilAsync("its processes to be gone", () => !Running(seconds));
    }

    [Fact]
    public async Task ALauncherKilledByItsOwnCommand_LeavesNothingRunning()
    {
        var seconds = Random.Shared.Next(100_000, 900_000).ToString();
        // Up the line of parents to the launcher, past whatever shells are between.
        await ScriptAsync(
            $"setsid sleep {seconds} &\np=$$\nwhile [ \"$(cat /proc/$p/comm)\" != openclaw-exec ]; do p=$(cut -d ' ' -f 4 /proc/$p/stat); done\nkill -9 $p\nsleep {seconds}\n"
        );

        Assert.Contains("launcher was lost", await RunAsync("sh it.sh"));
        await _gateway.UntilAsync("the orphans to be gone", () => !Running(seconds));
        await AssertAliveAsync();
    }

    [Fact]
    public async Task ACommandThatRanWhenTheGatewayWasKilled_IsUnknownAndNotRunAgain()
    {
        await ScriptAsync("echo ran >> ran\nsleep 1000\n");
        _arguments = new JsonObject { ["command"] = "sh it.sh" };
        await _gateway.RunAsync("send", "--session", "a", "go");
        await _gateway.UntilAsync("the command to run", () => File.Exists(Path.Combine(_gateway.Workspace, "ran")));

        await _gateway.KillAsync();
        await _gateway.StartAsync();
        await _gateway.AnswerAsync("a", "done");

        Assert.Equal(["ran"], await File.ReadAllLinesAsync(Path.Combine(_gateway.Workspace, "ran"), TestContext.Current.CancellationToken));
        Assert.Contains("unknown", _model.Chats.Last().ToolResults.Last());
    }

    [Fact]
    public async Task ForksWithoutEnd_AreOverAtTheTimeout()
    {
        // A chain and not a bomb: the process count stays bounded whatever the limits of the machine are.
        await ScriptAsync("if [ \"$1\" -gt 0 ]; then sh it.sh $(($1 - 1)) & sh it.sh 0 & fi\nsleep 1000\n");

        await RunAsync("sh it.sh 40", timeout: 2);

        await AssertAliveAsync();
    }

    [Fact]
    public async Task AFileOfZeros_IsReadWithoutHarm()
    {
        await File.WriteAllBytesAsync(Path.Combine(_gateway.Workspace, "zeros"), new byte[100_000], TestContext.Current.CancellationToken);

        var result = await CallAsync("read", new JsonObject { ["path"] = "zeros" });

        Assert.DoesNotContain('\0', result);
    }

    private async Task<string> RunAsync(string command, int? timeout = null)
    {
        _arguments = new JsonObject { ["command"] = command };
        if (timeout is { } seconds)
        {
            _arguments["timeout"] = seconds;
        }
        Assert.Equal("done", await _gateway.SayAsync("a", "go"));
        return _model.Chats.Last().ToolResults.Last();
    }

    private async Task<string> CallAsync(string tool, JsonObject arguments)
    {
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : ModelTurn.Calls(tool, arguments)
        );
        _gateway.WriteConfig(Configs.Trusting(model.Url));
        await _gateway.OkAsync("reload");
        Assert.Equal("done", await _gateway.SayAsync("a", "go"));
        return model.Chats.Last().ToolResults.Last();
    }

    private Task ScriptAsync(string text) =>
        File.WriteAllTextAsync(Path.Combine(_gateway.Workspace, "it.sh"), text, TestContext.Current.CancellationToken);

    private async Task AssertAliveAsync() => Assert.Contains("\"pid\"", await _gateway.OkAsync("status", "--json"));

    private static bool Running(string argument) =>
        Process
            .GetProcesses()
            .Any(process =>
            {
                using (process)
                {
                    try
                    {
                        return File.ReadAllText($"/proc/{process.Id}/cmdline").Split('\0').Contains(argument);
                    }
                    catch (IOException)
                    {
                        return false;
                    }
                }
            });
}
