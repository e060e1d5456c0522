using System.Globalization;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>
/// What a text turn costs in a young and in an old session: processor time (/proc/PID/stat), context switches of all threads, and futex
/// calls (counted by strace). The model's context is large enough for the whole session: nothing is shortened.
/// </summary>
internal static class AgeMeasure
{
    private const int Turns = 40;

    // Of /proc/PID/stat; the kernel counts in hundredths of a second on every machine this runs on.
    private const double MillisecondsATick = 10;

    private static readonly int[] s_ages = [10, 500, 2000];

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        await using var gateway = await Gateway.StartAsync(executable, [model.Url], modelSettings: "context = 1_000_000\n");
        await using var control = await gateway.ConnectAsync();
        var results = new List<Result>();
        var (age, young) = (0, 0.0);
        foreach (var wanted in s_ages)
        {
            for (; age < wanted; age++)
            {
                await TurnAsync();
            }
            var (ticks, switches) = (Ticks(gateway.Pid), Switches(gateway.Pid));
            for (var i = 0; i < Turns; i++, age++)
            {
                await TurnAsync();
            }
            var cpu = (Ticks(gateway.Pid) - ticks) * MillisecondsATick / Turns;
            young = young == 0 ? cpu : young;
            results.Add(
                new Result(
                    $"processor time of a text turn, session of {wanted}",
                    cpu,
                    null,
                    "ms",
                    $"{cpu / young:0.0} times that of the youngest"
                )
            );
            results.Add(
                new Result(
                    $"context switches of a text turn, session of {wanted}",
                    (Switches(gateway.Pid) - switches) / (double)Turns,
                    null,
                    ""
                )
            );
        }

        results.Add(
            await CallCount.OfAsync(gateway.Pid, ["futex"], Turns, TurnAsync) is { } calls
                ? new Result("futex calls of a text turn", calls, null, "")
                : new Result("futex calls of a text turn", null, null, "", "strace is missing or may not attach")
        );
        return results;

        Task TurnAsync() => Gateway.TurnAsync(control, "old", "hello");
    }

    private static long Ticks(int pid)
    {
        // The name in parentheses may hold blanks; what follows it does not.
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static long Switches(int pid) =>
        Directory
            .GetDirectories($"/proc/{pid}/task")
            .Sum(static task =>
                Gateway.Field($"{task}/status", "voluntary_ctxt_switches:") + Gateway.Field($"{task}/status", "nonvoluntary_ctxt_switches:")
            );
}
