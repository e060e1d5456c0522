namespace OpenClaw.Tests.EndToEnd;

/// <summary>A gateway that is killed at many instants of a turn: what was accepted is answered or accounted for, and nothing runs
/// twice.</summary>
public sealed class KillTests
{
    private const int Kills = 16;

    [Fact]
    public async Task Killed_AtManyInstantsOfATurn_RunsEveryCallAtMostOnceAndGoesOn()
    {
        // The model asks for one command, named by the message, and answers when it has a result, "unknown" included.
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("done") : ModelTurn.Runs($"sh count.sh {prompt.UserText.Split(' ', '\n')[1]}")
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Trusting(model.Url));
        var ct = TestContext.Current.CancellationToken;
        var ran = Path.Combine(gateway.Workspace, "ran");
        await File.WriteAllTextAsync(Path.Combine(gateway.Workspace, "count.sh"), "echo $1 >> ran\n", ct);

        for (var i = 0; i < Kills; i++)
        {
            await using var control = await ControlSocket.ConnectAsync(gateway.SocketPath);
            // Accepted once this is answered; what follows is cut at another instant each time.
            var accepted = await control.CallAsync("send", new() { ["session"] = $"s{i}", ["text"] = $"count {i} please" });
            Assert.NotNull(accepted!["result"]);
            await Task.Delay(TimeSpan.FromMilliseconds(i * 4), ct);
            await gateway.KillAsync();
            await gateway.StartAsync();
        }

        for (var i = 0; i < Kills; i++)
        {
            await gateway.AnswerAsync($"s{i}", "done");
        }

        var counted = File.Exists(ran) ? await File.ReadAllLinesAsync(ran, ct) : [];
        Assert.Equal(counted.Distinct().Count(), counted.Length);
        // A call that did not run was told to the model as unknown: no turn ends without either.
        for (var i = 0; i < Kills; i++)
        {
            var last = model.Chats.Last(chat => chat.UserText.StartsWith($"count {i} ") && chat.ToolResults.Count > 0);
            Assert.True(counted.Contains(i.ToString()) || last.ToolResults[^1].Contains("unknown"), $"turn {i}: {last.ToolResults[^1]}");
        }
    }
}
