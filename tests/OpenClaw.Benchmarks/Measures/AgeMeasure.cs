using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>
/// What a text turn costs in a young and in an old session: processor time (the kernel's clock of the process), bytes allocated (its own
/// count in <c>status</c>), context switches of all threads, and futex calls (counted by strace). The model's context is large enough for
/// the whole session: nothing is shortened.
/// </summary>
internal static class AgeMeasure
{
    private const int Turns = 100;

    private static readonly int[] s_ages = [10, 500, 2000];

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        await using var gateway = await Gateway.StartAsync(executable, [model.Url], modelSettings: "context = 1_000_000\n");
        await using var control = await gateway.ConnectAsync();
        // Code and connections are used for the first time once, in whichever session.
        for (var i = 0; i < Turns; i++)
        {
            await Gateway.TurnAsync(control, "first", "hello");
        }
        var costs = new List<Cost>();
        var age = 0;
        foreach (var wanted in s_ages)
        {
            for (; age < wanted; age++)
            {
                await TurnAsync();
            }
            var before = await CostAsync(gateway.Pid, control);
            for (var i = 0; i < Turns; i++, age++)
            {
                await TurnAsync();
            }
            costs.Add((await CostAsync(gateway.Pid, control) - before) / Turns);
        }

        var results = new List<Result>();
        foreach (var (wanted, cost) in s_ages.Zip(costs))
        {
            results.Add(new Result($"processor time of a text turn, session of {wanted}", cost.Processor, 3, "ms"));
            results.Add(new Result($"allocated by a text turn, session of {wanted}", cost.Allocated / 1024, null, "KB"));
            results.Add(new Result($"context switches of a text turn, session of {wanted}", cost.Switches, null, ""));
        }
        results.Add(
            new Result(
                "processor time of a text turn, the oldest session to the youngest",
                costs[^1].Processor / costs[0].Processor,
                1.2,
                "times"
            )
        );
        results.Add(
            new Result(
                "allocated by a text turn, the oldest session to the youngest",
                costs[^1].Allocated / costs[0].Allocated,
                1.2,
                "times"
            )
        );
        results.Add(
            await CallCount.OfAsync(gateway.Pid, ["futex"], Turns, TurnAsync) is { } calls
                ? new Result("futex calls of a text turn", calls, null, "")
                : new Result("futex calls of a text turn", null, null, "", "strace is missing or may not attach")
        );
        return results;

        Task TurnAsync() => Gateway.TurnAsync(control, "old", "hello");
    }

    private static async Task<Cost> CostAsync(int pid, ControlSocket control)
    {
        var status = await control.CallAsync("status");
        var memory = (JsonObject?)status?["result"]?["memory"] ?? throw new InvalidOperationException("status says nothing of memory");
        return new Cost(ProcessTime.Milliseconds(pid), (double?)memory["allocated_bytes"] ?? double.NaN, Switches(pid));
    }

    private static double Switches(int pid) =>
        Directory
            .GetDirectories($"/proc/{pid}/task")
            .Sum(static task =>
                Gateway.Field($"{task}/status", "voluntary_ctxt_switches:") + Gateway.Field($"{task}/status", "nonvoluntary_ctxt_switches:")
            );

    private readonly record struct Cost(double Processor, double Allocated, double Switches)
    {
        public static Cost operator -(Cost a, Cost b) => new(a.Processor - b.Processor, a.Allocated - b.Allocated, a.Switches - b.Switches);

        public static Cost operator /(Cost a, double by) => new(a.Processor / by, a.Allocated / by, a.Switches / by);
    }
}
