namespace OpenClaw.Benchmarks.Measures;

internal static class StartMeasure
{
    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        var starts = new List<double>();
        for (var i = 0; i < 15; i++)
        {
            await using var once = await Gateway.StartAsync(executable, [model.Url]);
            starts.Add(once.StartTime.TotalMilliseconds);
        }

        await using var gateway = await Gateway.StartAsync(executable, [model.Url]);
        var statuses = new List<double>();
        for (var i = 0; i < 25; i++)
        {
            statuses.Add(await gateway.CommandAsync(executable, "status"));
        }
        return
        [
            new Result("start to control socket answering, median of 15", starts.Median(), 60, "ms", $"best {starts.Min():0}"),
            new Result("openclaw status, whole process, median of 25", statuses.Median(), 30, "ms", $"best {statuses.Min():0}"),
        ];
    }
}
