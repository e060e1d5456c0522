namespace OpenClaw.Benchmarks.Measures;

/// <summary>Bytes that reach the disk (/proc/PID/io, write_bytes) and syncs (counted by strace) of a text turn and of a tool
/// call.</summary>
internal static class WriteMeasure
{
    private const int Turns = 40;

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        var (text, tool) = await MeasureAsync(executable, BytesAsync);
        // A gateway of its own: every 4 MB the log is written back, with three syncs more, and so many turns begin and end before that.
        var (textSyncs, toolSyncs) = await MeasureAsync(executable, SyncsAsync);
        return
        [
            new Result("written by a text turn", text / 1024, 32, "KB"),
            textSyncs is { } a
                ? new Result("syncs of a text turn", a, 2, "")
                : Result.NotMeasured("syncs of a text turn", 2, "", "strace is missing or may not attach"),
            new Result("written by a tool call, more", (tool - text) / 1024, 32, "KB"),
            textSyncs is { } b && toolSyncs is { } c
                ? new Result("syncs of a tool call, more", c - b, 2, "")
                : Result.NotMeasured("syncs of a tool call, more", 2, "", "strace is missing or may not attach"),
        ];
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

    private static async Task<double> BytesAsync(Gateway gateway, Func<Task> turn)
    {
        var before = Gateway.Field($"/proc/{gateway.Pid}/io", "write_bytes:");
        for (var i = 0; i < Turns; i++)
        {
            await turn();
        }
        return (Gateway.Field($"/proc/{gateway.Pid}/io", "write_bytes:") - before) / (double)Turns;
    }

    private static Task<double?> SyncsAsync(Gateway gateway, Func<Task> turn) =>
        CallCount.OfAsync(gateway.Pid, ["fsync", "fdatasync", "sync_file_range"], Turns, turn);
}
