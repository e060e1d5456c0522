using System.Text.Json;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>
/// The main job on the shipped executable, against model servers nobody here wrote: two sessions, a call that is asked in one and approved
/// from elsewhere, and a gateway that is killed while the approval is pending.
/// </summary>
public sealed class MainJobTests
{
    [Fact]
    public async Task MainJob_KilledWhileAnApprovalIsPending_RunsTheCallOnceAfterItsApproval_OnOllamasWire()
    {
        await using var model = await Rig.AimockAsync(
            """
            [
              {"match":{"userMessage":"count","hasToolResult":false},"response":{"toolCalls":[{"name":"exec","arguments":"{\"command\":\"sh count.sh\"}"}]}},
              {"match":{"userMessage":"count","hasToolResult":true},"response":{"content":"Counted."}},
              {"match":{"userMessage":"hello"},"response":{"content":"Hello from the mock."}}
            ]
            """
        );
        await using var gateway = new GatewayProcess(Configs.Ollama(model.Url));
        await gateway.StartAsync();

        await AskKillApproveAsync(gateway, async () => Assert.Equal("Hello from the mock.", await gateway.SayAsync("other", "hello")));
    }

    [Fact]
    public async Task MainJob_KilledWhileAnApprovalIsPending_RunsTheCallOnceAfterItsApproval_OnLlamaCpp()
    {
        await using var model = await Rig.LlamaAsync(
            """
            {"turns":[{"tools":[{"name":"exec","arguments":{"command":"sh count.sh"}}]},{"text":"Counted."}]}
            """
        );
        await using var gateway = new GatewayProcess(Configs.OpenAi(model.Url));
        await gateway.StartAsync();

        await AskKillApproveAsync(gateway, () => Task.CompletedTask);
    }

    [Fact]
    public async Task MainJob_OnARealOllama_Answers()
    {
        var url = Environment.GetEnvironmentVariable("OPENCLAW_TEST_OLLAMA");
        Assert.SkipWhen(string.IsNullOrEmpty(url), "OPENCLAW_TEST_OLLAMA names no Ollama (http://127.0.0.1:11434 model)");
        var (server, name) = url!.Split(' ') is [var first, var second] ? (first, second) : (url, "qwen3:1.7b");
        await using var gateway = new GatewayProcess(
            Configs.Ollama(new Uri(server)).Replace("model = \"m\"", $"model = \"{name}\"").Replace("\"5m\"", "\"10m\"")
        );
        await gateway.StartAsync();

        Assert.NotEmpty(await gateway.SayAsync("main", "Say hello in one word."));
    }

    [Fact]
    public async Task Sessions_OfTwoNames_ShareNothing()
    {
        // The model repeats all it was ever told in this conversation; a leak would show.
        await using var model = new OllamaDouble(prompt =>
            ModelTurn.Says(
                string.Join(
                    '|',
                    prompt.Request["messages"]!
                        .AsArray()
                        .Where(message => (string?)message!["role"] == "user")
                        .Select(message => ((string)message!["content"]!).Contains("apple") ? "apple" : "pear")
                )
            )
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        await gateway.SayAsync("a", "remember apple");
        await gateway.SayAsync("b", "remember pear");

        Assert.Equal("apple|apple", await gateway.SayAsync("a", "apple, what did I say?"));
        Assert.Equal("pear|pear", await gateway.SayAsync("b", "pear, what did I say?"));
    }

    [Fact]
    public async Task Transcript_SurvivesAKill()
    {
        await using var model = new OllamaDouble(prompt =>
            ModelTurn.Says($"{prompt.Request["messages"]!.AsArray().Count(message => (string?)message!["role"] == "user")} so far")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        Assert.Equal("1 so far", await gateway.SayAsync("a", "one"));
        await gateway.KillAsync();
        await gateway.StartAsync();

        Assert.Equal("2 so far", await gateway.SayAsync("a", "two"));
    }

    private static async Task AskKillApproveAsync(GatewayProcess gateway, Func<Task> meanwhile)
    {
        await File.WriteAllTextAsync(
            Path.Combine(gateway.Workspace, "count.sh"),
            "echo ran >> counted\n",
            TestContext.Current.CancellationToken
        );
        var counted = Path.Combine(gateway.Workspace, "counted");

        await gateway.RunAsync("send", "--session", "work", "count it please");
        var approval = await gateway.PendingApprovalAsync();
        await meanwhile();
        Assert.False(File.Exists(counted), "the call ran before it was approved");

        await gateway.KillAsync();
        await gateway.StartAsync();
        Assert.Equal([approval], await gateway.PendingApprovalsAsync());
        Assert.False(File.Exists(counted), "the call ran before it was approved");

        await gateway.OkAsync("approve", approval);
        await gateway.AnswerAsync("work", "Counted.");
        Assert.Equal(["ran"], await File.ReadAllLinesAsync(counted, TestContext.Current.CancellationToken));

        // Used up: a second approval is refused, and so it stays after one more kill.
        Assert.NotEqual(0, (await gateway.RunAsync("approve", approval)).ExitCode);
        await gateway.KillAsync();
        await gateway.StartAsync();
        Assert.Empty(await gateway.PendingApprovalsAsync());
        Assert.Equal(["ran"], await File.ReadAllLinesAsync(counted, TestContext.Current.CancellationToken));
    }
}
