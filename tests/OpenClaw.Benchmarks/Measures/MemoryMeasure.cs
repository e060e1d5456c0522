namespace OpenClaw.Benchmarks.Measures;

/// <summary>Memory of a gateway that has answered one message and rests, and of one that has answered a thousand on as many sessions and
/// rests.</summary>
internal static class MemoryMeasure
{
    // The gateway gives memory back when it has been idle for a while; a person who looks at top sees it after that.
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(12);

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        await using var gateway = await Gateway.StartAsync(executable, [model.Url]);
        await gateway.SweepAsync(1);
        await Task.Delay(s_rest);
        var (idle, note) = gateway.Memory();
        await gateway.SweepAsync(1000);
        var (busy, _) = gateway.Memory();
        await Task.Delay(s_rest);
        var (after, _) = gateway.Memory();
        return
        [
            new Result("memory (PSS), idle: one channel and SQLite open", idle, 20, "MB", note),
            new Result(
                "the same after 1,000 turns on 1,000 sessions, more by",
                after - idle,
                8,
                "MB",
                $"{busy:0.0} MB right after the last turn"
            ),
        ];
    }
}
