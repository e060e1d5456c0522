using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>
/// A bot that is polled: its memory at rest, and the time from a message to the answer on the wire with a model that answers at once, less
/// what the counterparts take for themselves (the end of a poll, the model's answer, the taking of a message, each measured bare).
/// </summary>
internal static class TelegramMeasure
{
    private const int Messages = 100;
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(12);

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        await using var telegram = new TelegramDouble();
        var bare = await BareAsync(telegram, model.Url);
        telegram.Sent.Clear();
        var settings = $$"""
            [channels.telegram]
            token = { env = "BOT_TOKEN" }
            api_url = "{{telegram.Url.AbsoluteUri.TrimEnd('/')}}"
            allow_from = ["7"]
            """;
        await using var gateway = await Gateway.StartAsync(
            executable,
            [model.Url],
            environment: new Dictionary<string, string> { ["BOT_TOKEN"] = TelegramDouble.Token },
            more: settings
        );
        await TimeAsync(telegram, 5);
        await Task.Delay(s_rest);
        var (idle, note) = gateway.Memory();
        var took = (await TimeAsync(telegram, Messages)).Median();
        return
        [
            new Result("memory (PSS), idle: Telegram connected", idle, 20, "MB", note),
            new Result(
                "a Telegram message to its answer on the wire, median, more",
                took - bare,
                15,
                "ms",
                $"{took:0.0}, the counterparts alone {bare:0.0}"
            ),
        ];
    }

    private static async Task<List<double>> TimeAsync(TelegramDouble telegram, int messages)
    {
        var took = new List<double>();
        for (var i = 0; i < messages; i++)
        {
            var before = telegram.Sent.Count;
            var started = Stopwatch.GetTimestamp();
            telegram.Say("hello");
            while (telegram.Sent.Count == before)
            {
                if (Stopwatch.GetElapsedTime(started) > ControlSocket.Patience)
                {
                    throw new TimeoutException("Telegram got no answer");
                }
                Thread.Yield();
            }

            took.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return took;
    }

    /// <summary>A bot without a gateway: polls, asks the model, sends.</summary>
    private static async Task<double> BareAsync(TelegramDouble telegram, Uri model)
    {
        using var http = new HttpClient();
        using var stop = new CancellationTokenSource();
        var bot = Task.Run(async () =>
        {
            for (long? offset = null; !stop.IsCancellationRequested; )
            {
                var updates = await CallAsync("getUpdates", new JsonObject { ["offset"] = offset, ["timeout"] = 1 });
                foreach (var update in updates!.AsArray())
                {
                    offset = (long)update!["update_id"]! + 1;
                    await BareLoop.ExchangeAsync(http, model);
                    await CallAsync("sendMessage", new JsonObject { ["chat_id"] = "7", ["text"] = "hello" });
                }
            }
        });
        await TimeAsync(telegram, 10);
        var median = (await TimeAsync(telegram, Messages)).Median();
        await stop.CancelAsync();
        await bot;
        return median;

        async Task<JsonNode?> CallAsync(string method, JsonObject arguments)
        {
            using var answer = await http.PostAsync(
                $"{telegram.Url}bot{TelegramDouble.Token}/{method}",
                new StringContent(arguments.ToJsonString(), System.Text.Encoding.UTF8, "application/json")
            );
            return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["result"];
        }
    }
}
