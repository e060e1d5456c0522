using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>Bytes that reach the disk (/proc/PID/io, write_bytes) and syncs (counted by strace) of a text turn and of a tool
/// call.</summary>
internal static class WriteMeasure
{
    private const int Turns = 40;
    private const double Megabyte = 1024 * 1024;

    // Many enough that the log is written back to the file among them.
    private const int ManyTurns = 400;

    private const string Job = """

        [[cron]]
        name = "job"
        schedule = "0 0 1 1 *"
        command = "true"
        """;

    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(60);

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        var (text, tool) = await MeasureAsync(executable, static (gateway, turn) => BytesAsync(gateway, turn));
        // A gateway of its own: every 4 MB the log is written back, with three syncs more, and so many turns begin and end before that.
        var (textSyncs, toolSyncs) = await MeasureAsync(executable, SyncsAsync);
        return
        [
            new Result("written by a text turn", text / 1024, 24, "KB"),
            textSyncs is { } a
                ? new Result("syncs of a text turn", a, 2, "")
                : Result.NotMeasured("syncs of a text turn", 2, "", "strace is missing or may not attach"),
            new Result("written by a tool call, more", (tool - text) / 1024, 32, "KB"),
            textSyncs is { } b && toolSyncs is { } c
                ? new Result("syncs of a tool call, more", c - b, 2, "")
                : Result.NotMeasured("syncs of a tool call, more", 2, "", "strace is missing or may not attach"),
            .. await LongAsync(executable),
        ];
    }

    /// <summary>What an SD card is worn by: many turns with all that follows from them, jobs, and doing nothing.</summary>
    private static async Task<IEnumerable<Result>> LongAsync(string executable)
    {
        await using var model = new InstantModel();
        await using var gateway = await Gateway.StartAsync(executable, [model.Url], more: Job);
        await using var control = await gateway.ConnectAsync();
        await Gateway.TurnAsync(control, "text", "hello");
        await RunJobAsync(control);
        // First, while the log is far from its way back: that is in the row of the turns.
        var job = await BytesAsync(gateway, () => RunJobAsync(control));
        var syncs = await SyncsAsync(gateway, () => RunJobAsync(control));
        var turns = await BytesAsync(gateway, () => Gateway.TurnAsync(control, "text", "hello"), ManyTurns) * 200;
        var idle = await BytesAsync(gateway, () => Task.Delay(s_idle), 1) * (TimeSpan.FromDays(1) / s_idle);
        return
        [
            new Result("written by 200 text turns, the log's way back included", turns / Megabyte, 6, "MB"),
            new Result("written by a cron job without a model", job / 1024, 40, "KB"),
            syncs is { } calls
                ? new Result("syncs of a cron job without a model", calls, 3, "")
                : Result.NotMeasured("syncs of a cron job without a model", 3, "", "strace is missing or may not attach"),
            new Result("written by a day of a cron job a minute", job * 24 * 60 / Megabyte, null, "MB"),
            new Result("written by an idle day, as in an idle minute", idle / Megabyte, 1, "MB"),
        ];
    }

    private static async Task RunJobAsync(ControlSocket control)
    {
        var started = await control.CallAsync("cron.run", new JsonObject { ["job"] = "job" });
        if (started?["result"]?["turn"] is null)
        {
            throw new InvalidOperationException($"the job did not start: {started?.ToJsonString()}");
        }
        // Its end is the last row that is written of it.
        while (
            (await control.CallAsync("cron.history", new JsonObject { ["job"] = "job", ["limit"] = 1 }))?["result"]?["runs"]?[0] is { } run
            && (string?)run["state"] != "done"
        )
        {
            if ((string?)run["state"] != "running")
            {
                throw new InvalidOperationException($"the job did not end well: {run.ToJsonString()}");
            }
        }
    }

    private static async Task<(T Text, T Tool)> MeasureAsync<T>(string executable, Func<Gateway, Func<Task>, Task<T>> measure)
    {
        await using var model = new InstantModel();
        await using var gateway = await Gateway.StartAsync(executable, [model.Url]);
        await using var control = await gateway.ConnectAsync();
        // The first turns of a session and the first exec do what is done once.
        await Gateway.TurnAsync(control, "text", "hello");
        await Gateway.TurnAsync(control, "tool", "use the tool");
        return (
            await measure(gateway, () => Gateway.TurnAsync(control, "text", "hello")),
            await measure(gateway, () => Gateway.TurnAsync(control, "tool", "use the tool"))
        );
    }

    private static async Task<double> BytesAsync(Gateway gateway, Func<Task> turn, int turns = Turns)
    {
        var before = Gateway.Field($"/proc/{gateway.Pid}/io", "write_bytes:");
        for (var i = 0; i < turns; i++)
        {
            await turn();
        }
        return (Gateway.Field($"/proc/{gateway.Pid}/io", "write_bytes:") - before) / (double)turns;
    }

    private static Task<double?> SyncsAsync(Gateway gateway, Func<Task> turn) =>
        CallCount.OfAsync(gateway.Pid, ["fsync", "fdatasync", "sync_file_range"], Turns, turn);
}
