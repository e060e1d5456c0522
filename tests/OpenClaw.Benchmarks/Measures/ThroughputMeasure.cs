using System.Diagnostics;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>
/// Turns a second over 64 sessions, against 64 bare loops to the same model server, by turns on the same machine. The bar is held with a
/// server that takes its time: 50 ms an answer, which is fast for a model. With the one that answers at once, what is compared is a turn
/// with two syncs and an HTTP exchange with nothing at all; that is printed too, without a bar, as the most turns a second there can be.
/// </summary>
internal static class ThroughputMeasure
{
    private const int Sessions = 64;
    private static readonly TimeSpan s_span = TimeSpan.FromSeconds(4);

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        var (turns, bare) = await CompareAsync(executable, TimeSpan.FromMilliseconds(50));
        var (most, bareMost) = await CompareAsync(executable, TimeSpan.Zero);
        return
        [
            new Result(
                "turns a second, 64 sessions, against 64 bare HTTP loops",
                turns / bare,
                0.7,
                "times",
                $"{turns:0} against {bare:0} a second; the server takes 50 ms"
            )
            {
                AtLeast = true,
            },
            new Result("the same, a server that answers at once: turns a second", most, null, "", $"{bareMost:0} bare exchanges a second"),
        ];
    }

    private static async Task<(double Turns, double Bare)> CompareAsync(string executable, TimeSpan delay)
    {
        await using var model = new InstantModel { Delay = delay };
        await using var gateway = await Gateway.StartAsync(executable, [model.Url]);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Sessions });
        await BareAsync(http, model.Url, TimeSpan.FromSeconds(1));
        await TurnsAsync(gateway, TimeSpan.FromSeconds(1));
        // In turns, so that a neighbour who is busy for a second does not meet one side only.
        var (bare, turns) = (0.0, 0.0);
        for (var round = 0; round < 2; round++)
        {
            bare += await BareAsync(http, model.Url, s_span) / 2;
            turns += await TurnsAsync(gateway, s_span) / 2;
        }

        return (turns, bare);
    }

    private static Task<double> BareAsync(HttpClient http, Uri model, TimeSpan span) =>
        CountAsync(span, _ => Task.FromResult<Func<Task>>(() => BareLoop.ExchangeAsync(http, model)));

    private static Task<double> TurnsAsync(Gateway gateway, TimeSpan span) =>
        CountAsync(
            span,
            async i =>
            {
                var control = await gateway.ConnectAsync();
                return () => Gateway.TurnAsync(control, $"s{i}", "hello");
            }
        );

    private static async Task<double> CountAsync(TimeSpan span, Func<int, Task<Func<Task>>> open)
    {
        var steps = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(open));
        var done = 0;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            steps.Select(async step =>
            {
                while (Stopwatch.GetElapsedTime(started) < span)
                {
                    await step();
                    Interlocked.Increment(ref done);
                }
            })
        );
        return done / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
