namespace OpenClaw.Tests.EndToEnd;

/// <summary>Who may approve, and who may not: not the command that an approval let run, and nobody whom the policy does not name.</summary>
public sealed class ApprovalTests
{
    [Theory]
    [InlineData("")]
    [InlineData("setsid ")]
    [InlineData("env -i ")]
    public async Task ApprovedCommand_ApprovesTheNextRequest_IsRefused(string how)
    {
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : ModelTurn.Runs($"sh {prompt.UserText[..1]}.sh")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await WriteAsync(gateway, "b.sh", "echo b ran >> ran\n");
        await gateway.RunAsync("send", "--session", "b", "b please");
        var victim = await gateway.PendingApprovalAsync();
        await WriteAsync(gateway, "a.sh", $"{how}{NativeExecutable.Path} --socket {gateway.SocketPath} approve {victim}; echo exit=$?\n");
        await gateway.RunAsync("send", "--session", "a", "a please");
        var own = await gateway.UntilAsync(
            "the second approval",
            async () => (await gateway.PendingApprovalsAsync()).FirstOrDefault(id => id != victim)
        );

        await gateway.OkAsync("approve", own);
        await gateway.AnswerAsync("a", "done");

        Assert.Equal([victim], await gateway.PendingApprovalsAsync());
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "ran")));
        Assert.Contains("exit=77", model.Chats.SelectMany(chat => chat.ToolResults).Last());
    }

    [Fact]
    public async Task Send_BehindACallThatAsks_IsAnsweredAndTheDecisionComesAfterwards()
    {
        await using var model = new OllamaDouble(prompt =>
            prompt.UserText.StartsWith("what would", StringComparison.Ordinal) ? ModelTurn.Says("It would tell the time.")
            : prompt.ToolResults.Count > 0 ? ModelTurn.Says("done")
            : ModelTurn.Runs("sh count.sh")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await WriteAsync(gateway, "count.sh", "echo ran >> ran\n");
        var asked = await gateway.RunAsync("send", "--wait", "--session", "a", "count");
        Assert.Equal(75, asked.ExitCode);
        var approval = await gateway.PendingApprovalAsync();
        Assert.Contains(approval, asked.Stderr);

        Assert.Equal("It would tell the time.", (await gateway.OkAsync("send", "--wait", "--session", "a", "what would that do?")).Trim());
        Assert.Contains(
            model.Chats.Last().Request["messages"]!.AsArray(),
            message => (string?)message!["role"] == "tool" && ((string)message["content"]!).StartsWith($"waiting for approval {approval}:")
        );
        var waiting = gateway.RunAsync("send", "--wait=approval", "--session", "b", "count");
        var other = await gateway.UntilAsync(
            "the second approval",
            async () => (await gateway.PendingApprovalsAsync()).FirstOrDefault(id => id != approval)
        );
        await gateway.OkAsync("approve", other);
        await gateway.OkAsync("approve", approval);

        Assert.Equal("done", (await waiting).Stdout.Trim());
        await gateway.AnswerAsync("a", "done");
        Assert.Equal(
            "ran\nran\n",
            await File.ReadAllTextAsync(Path.Combine(gateway.Workspace, "ran"), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Send_MistypedOption_IsNotSaidToTheModel()
    {
        await using var model = new OllamaDouble("hi");
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        Assert.Equal(64, (await gateway.RunAsync("send", "--sesion", "a", "hello")).ExitCode);
        Assert.Equal("hi", (await gateway.OkAsync("send", "--wait", "--", "--sesion")).Trim());
        Assert.Equal("--sesion", Assert.Single(model.Chats).UserText.Split('\n')[0]);
    }

    [Fact]
    public async Task Approve_ByAUserWhoIsNoApprover_IsRefused()
    {
        await using var model = new OllamaDouble(_ => ModelTurn.Runs("date"));
        await using var gateway = await GatewayProcess.StartAsync(
            Configs.Ollama(model.Url)
                + """

                [policies.guarded]
                default = { exec = "ask", "*" = "allow" }
                ask = { approvers = ["local:nobody"] }

                """
        );
        await gateway.RunAsync("send", "--session", "a", "what time is it");
        var approval = await gateway.PendingApprovalAsync();

        var result = await gateway.RunAsync("approve", approval);

        Assert.Equal(77, result.ExitCode);
        Assert.Equal([approval], await gateway.PendingApprovalsAsync());
    }

    [Fact]
    public async Task Approve_ByAnotherUnixUser_IsRefused()
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "only root can become another user");
        await using var model = new OllamaDouble(_ => ModelTurn.Runs("date"));
        await using var gateway = await GatewayProcess.StartAsync(
            Configs.Ollama(model.Url)
                + """

                [control]
                users = ["nobody"]

                """
        );
        await gateway.RunAsync("send", "--session", "a", "what time is it");
        var approval = await gateway.PendingApprovalAsync();
        File.SetUnixFileMode(gateway.Folder.Path, (UnixFileMode)0b111_101_101);
        var copy = gateway.Folder.File("openclaw");
        File.Copy(NativeExecutable.Path, copy);

        var result = await NativeExecutable.RunAsync(
            NativeExecutable.As("nobody", copy, gateway.Folder.Path, "--socket", gateway.SocketPath, "approve", approval)
        );

        Assert.Equal(77, result.ExitCode);
        Assert.Equal([approval], await gateway.PendingApprovalsAsync());
    }

    [Fact]
    public async Task Deny_TellsTheModelAndTheCommandNeverRuns()
    {
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("understood") : ModelTurn.Runs("touch ran")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await gateway.RunAsync("send", "--session", "a", "touch it");

        await gateway.OkAsync("deny", await gateway.PendingApprovalAsync());
        await gateway.AnswerAsync("a", "understood");

        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "ran")));
        Assert.Contains("denied", model.Chats.SelectMany(chat => chat.ToolResults).Last());
    }

    [Fact]
    public async Task Approve_OfTwoAtOnce_HasOneWinner()
    {
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : ModelTurn.Runs("sh count.sh")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await WriteAsync(gateway, "count.sh", "echo ran >> ran\n");
        await gateway.RunAsync("send", "--session", "a", "count");
        var approval = await gateway.PendingApprovalAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => gateway.RunAsync("approve", approval)));
        await gateway.AnswerAsync("a", "done");

        Assert.Single(results, result => result.ExitCode == 0);
        Assert.Equal(["ran"], await File.ReadAllLinesAsync(Path.Combine(gateway.Workspace, "ran"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Approve_AfterTheScriptChanged_IsRefusedAndNothingRuns()
    {
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : ModelTurn.Runs("sh it.sh")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));
        await WriteAsync(gateway, "it.sh", "echo harmless >> ran\n");
        await gateway.RunAsync("send", "--session", "a", "run it");
        var approval = await gateway.PendingApprovalAsync();
        await WriteAsync(gateway, "it.sh", "echo something else >> ran\n");

        await gateway.RunAsync("approve", approval);
        await gateway.UntilAsync(
            "the approval to be gone",
            async () => (await gateway.PendingApprovalsAsync()).Contains(approval) ? null : "gone"
        );

        await gateway.AnswerAsync("a", "done");
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "ran")));
    }

    private static Task WriteAsync(GatewayProcess gateway, string name, string text) =>
        File.WriteAllTextAsync(Path.Combine(gateway.Workspace, name), text, TestContext.Current.CancellationToken);
}
