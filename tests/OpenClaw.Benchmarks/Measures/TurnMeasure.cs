using System.Diagnostics;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>What the runtime adds to a turn: a turn with state on a RAM disk, where a sync costs nothing, less a bare exchange with the
/// same model server.</summary>
internal static class TurnMeasure
{
    private const int Turns = 400;

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        var bare = (await BareAsync(model.Url)).Median();
        await using var gateway = await Gateway.StartAsync(executable, [model.Url], inMemory: true);
        await using var control = await gateway.ConnectAsync();
        var turns = new List<double>();
        for (var i = 0; i < Turns; i++)
        {
            turns.Add(await Gateway.TurnAsync(control, $"s{i % 20}", "hello"));
        }
        var median = turns.Skip(Turns / 8).Median();
        return
        [
            new Result(
                "added to a text turn beside its syncs, median",
                median - bare,
                3,
                "ms",
                $"turn {median:0.00}, bare exchange {bare:0.00}"
            ),
        ];
    }

    private static async Task<IEnumerable<double>> BareAsync(Uri model)
    {
        using var http = new HttpClient();
        var took = new List<double>();
        for (var i = 0; i < Turns; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await BareLoop.ExchangeAsync(http, model);
            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return took.Skip(Turns / 8);
    }
}
