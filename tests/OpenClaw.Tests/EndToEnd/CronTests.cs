using System.Text.Json;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>Cron jobs on the native executable, on its own clock: no model answers, and the process is killed.</summary>
public sealed class CronTests
{
    private static readonly Uri s_nobody = new("http://127.0.0.1:1");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_EverySecondAndKilledAgainAndAgain_RunsEachOccurrenceAtMostOnce()
    {
        // The script writes down the second it was started in, by the wall clock.
        await using var gateway = new GatewayProcess(
            Configs.Trusting(s_nobody)
                + """

                [[cron]]
                name = "tick"
                schedule = "* * * * * *"
                command = "sh tick.sh"
                missed = "all"

                """
        );
        await File.WriteAllTextAsync(Path.Combine(gateway.Workspace, "tick.sh"), "echo ran >> ticks\n", Ct);
        var ticks = Path.Combine(gateway.Workspace, "ticks");
        await gateway.StartAsync();

        for (var i = 0; i < 6; i++)
        {
            var before = Lines(ticks);
            await gateway.UntilAsync("another tick", () => Lines(ticks) > before);
            await Task.Delay(TimeSpan.FromMilliseconds(i * 7), Ct);
            await gateway.KillAsync();
            await gateway.StartAsync();
        }

        var runs = await gateway.UntilAsync(
            "the runs to end",
            async () =>
            {
                var history = (await gateway.JsonAsync("cron", "history", "tick", "-n", "5000"))
                    .GetProperty("runs")
                    .EnumerateArray()
                    .Where(static run => run.TryGetProperty("turn", out _))
                    .ToList();
                return history.Count >= 10 ? history : null;
            }
        );
        await gateway.KillAsync();

        Assert.Equal(runs.Count, runs.Select(At).Distinct().Count());
        Assert.All(runs, static run => Assert.Contains(run.GetProperty("state").GetString(), (string[])["done", "unknown", "running"]));
        // What is done ran; what is unknown ran or did not. The last ones may have run after the history was read.
        var done = runs.Count(static run => run.GetProperty("state").GetString() == "done");
        Assert.InRange(Lines(ticks), done, int.MaxValue);
        await gateway.StartAsync();
        var after = await gateway.JsonAsync("cron", "history", "tick", "-n", "5000");
        var started = after.GetProperty("runs").EnumerateArray().Count(static run => run.TryGetProperty("turn", out _));
        Assert.InRange(Lines(ticks), 1, started);

        static string At(JsonElement run) => run.GetProperty("scheduled_at").GetString()!;
    }

    [Fact]
    public async Task AskedCommand_RestartedTwice_RunsOnceWhenItIsApproved()
    {
        await using var gateway = new GatewayProcess(
            Configs.Ollama(s_nobody)
                + """

                [[cron]]
                name = "night"
                schedule = "* * * * * *"
                command = "sh count.sh"
                timeout = "1m"

                """
        );
        await File.WriteAllTextAsync(Path.Combine(gateway.Workspace, "count.sh"), "echo ran >> counted\n", Ct);
        var counted = Path.Combine(gateway.Workspace, "counted");
        await gateway.StartAsync();
        var approval = await gateway.PendingApprovalAsync();

        await gateway.KillAsync();
        await gateway.StartAsync();
        await gateway.KillAsync();
        await gateway.StartAsync();
        Assert.Equal([approval], await gateway.PendingApprovalsAsync());
        Assert.False(File.Exists(counted), "the command ran before it was approved");

        await gateway.OkAsync("approve", approval);
        await gateway.UntilAsync("the command to run", () => File.Exists(counted));
        var run = await gateway.UntilAsync(
            "its run to end",
            async () =>
                (await gateway.JsonAsync("cron", "history", "night", "-n", "5000"))
                    .GetProperty("runs")
                    .EnumerateArray()
                    .Where(static run => run.GetProperty("state").GetString() == "done")
                    .Select(static run => run.GetProperty("attempt").GetRawText())
                    .FirstOrDefault()
        );

        Assert.Equal("1", run);
        Assert.NotEqual(0, (await gateway.RunAsync("approve", approval)).ExitCode);
        Assert.Equal(["ran"], await File.ReadAllLinesAsync(counted, Ct));
    }

    [Fact]
    public async Task Commands_ListRunAndHistory()
    {
        await using var gateway = await GatewayProcess.StartAsync(
            Configs.Trusting(s_nobody)
                + """

                [[cron]]
                name = "hello"
                at = "2099-12-24T18:00"
                command = "echo hello from cron"

                """
        );

        Assert.Equal("hello from cron\n", await gateway.OkAsync("cron", "run", "hello", "--wait"));
        Assert.Contains("Thu 2099-12-24 18:00", await gateway.OkAsync("cron"));
        Assert.Contains("done", await gateway.OkAsync("cron", "history", "hello"));
        Assert.Equal("Thu 2099-12-24 18:00:00 +00:00\n", await gateway.OkAsync("cron", "next", "hello"));
        Assert.Contains("1 jobs, 0 reminders, next hello", await gateway.OkAsync("status"));
        var unknown = await gateway.RunAsync("cron", "run", "helo");
        Assert.Equal((1, "openclaw: no cron job \"helo\". Did you mean \"hello\"?\n"), (unknown.ExitCode, unknown.Stderr));

        await gateway.KillAsync();
        // The configuration is enough to say when.
        Assert.Equal("Thu 2099-12-24 18:00:00 +00:00\n", await gateway.OkAsync("cron", "next", "hello"));
    }

    [Fact]
    public async Task Reminder_SetByAModelAndKilledBeforeItIsDue_ComesOnce()
    {
        await using var model = new OllamaDouble(prompt =>
            prompt.ToolResults.Count > 0 ? ModelTurn.Says("set")
            : prompt.UserText.StartsWith("[reminder") ? ModelTurn.Says("the bread is done")
            : ModelTurn.Calls(
                "remind",
                new()
                {
                    ["action"] = "set",
                    ["when"] = "in 2 seconds",
                    ["text"] = "bread",
                }
            )
        );
        await using var gateway = await GatewayProcess.StartAsync(Configs.Ollama(model.Url));

        await gateway.SayAsync("kitchen", "remind me of the bread");
        Assert.Contains("bread", await gateway.OkAsync("cron", "list"));
        await gateway.KillAsync();
        await gateway.StartAsync();

        await gateway.AnswerAsync("kitchen", "the bread is done");
        Assert.Single(model.Chats, static chat => chat.UserText.StartsWith("[reminder"));
        Assert.Contains("no cron jobs and no reminders", await gateway.OkAsync("cron"));
    }

    private static int Lines(string path) => File.Exists(path) ? File.ReadAllLines(path).Length : 0;
}
