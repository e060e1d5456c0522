using System.Diagnostics;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>The first model refuses the connection: how long until the second's request arrives, in that turn and in the next.</summary>
internal static class FailoverMeasure
{
    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel { Arrivals = new() };
        var (first, next, usual) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            await using var gateway = await Gateway.StartAsync(executable, [new Uri($"http://127.0.0.1:{FreePort.Take()}"), model.Url]);
            await using var control = await gateway.ConnectAsync();
            first.Add(await UntilArrivalAsync(model, control));
            next.Add(await UntilArrivalAsync(model, control));
        }

        await using (var gateway = await Gateway.StartAsync(executable, [model.Url]))
        {
            await using var control = await gateway.ConnectAsync();
            await UntilArrivalAsync(model, control);
            for (var i = 0; i < 10; i++)
            {
                usual.Add(await UntilArrivalAsync(model, control));
            }
        }

        return
        [
            new Result(
                "first model refuses: the second's request leaves within",
                first.Max(),
                100,
                "ms",
                "from the send, the worst of 5 cold gateways"
            ),
            new Result(
                "in the next turn",
                next.Median(),
                Math.Max(20, usual.Median() * 3),
                "ms",
                $"without a dead model {usual.Median():0.0}"
            ),
        ];
    }

    private static async Task<double> UntilArrivalAsync(InstantModel model, Tests.EndToEnd.ControlSocket control)
    {
        model.Arrivals!.Clear();
        var started = Stopwatch.GetTimestamp();
        await Gateway.TurnAsync(control, "main", "hello");
        return Stopwatch.GetElapsedTime(started, model.Arrivals.First()).TotalMilliseconds;
    }
}
