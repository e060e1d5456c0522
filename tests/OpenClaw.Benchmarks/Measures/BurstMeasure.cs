using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>Ten thousand messages over a hundred sessions, as fast as the control socket takes them: each is answered once, in order, and
/// the memory comes back.</summary>
internal static class BurstMeasure
{
    private const int Sessions = 100;
    private const int Messages = 100;

    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        await using var gateway = await Gateway.StartAsync(executable, [model.Url]);
        await gateway.SweepAsync(1);
        await Task.Delay(s_rest);
        var (idle, note) = gateway.Memory();

        await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(async worker =>
                {
                    await using var control = await gateway.ConnectAsync();
                    for (var n = 0; n < Messages; n++)
                    {
                        for (var session = worker; session < Sessions; session += 16)
                        {
                            await SayAsync(control, session, n);
                        }
                    }
                })
        );

        await using var watch = await gateway.ConnectAsync();
        var started = TimeProvider.System.GetTimestamp();
        while (await UnansweredAsync(watch) > 0)
        {
            if (TimeProvider.System.GetElapsedTime(started) > s_patience)
            {
                throw new TimeoutException($"{await UnansweredAsync(watch)} turns are still under way");
            }
            // Asked seldom: each question takes from the burst that is measured.
            await Task.Delay(200);
        }

        var (busy, _) = gateway.Memory();
        var answered = 0;
        for (var session = 0; session < Sessions; session++)
        {
            answered += await AnsweredInOrderAsync(watch, session);
        }
        await Task.Delay(s_rest);
        var (after, _) = gateway.Memory();
        return
        [
            new Result("10,000 messages over 100 sessions, answered once and in order", answered, Sessions * Messages, "turns")
            {
                AtLeast = true,
            },
            new Result("memory after them, more than idle by", after - idle, 8, "MB", note ?? $"{busy:0.0} MB right after the last turn"),
        ];
    }

    private static async Task SayAsync(ControlSocket control, int session, int n)
    {
        var answer = await control.CallAsync("send", new JsonObject { ["session"] = $"burst{session}", ["text"] = $"message {n}" });
        if ((string?)answer?["result"]?["state"] != "queued")
        {
            throw new InvalidOperationException($"message {n} of session {session} was not taken: {answer?.ToJsonString()}");
        }
    }

    private static async Task<int> UnansweredAsync(ControlSocket control)
    {
        var sessions = (await control.CallAsync("status"))!["result"]!["sessions"]!;
        return ((int?)sessions["running"] ?? 0)
            + ((int?)sessions["queued"] ?? 0)
            + ((int?)sessions["asking"] ?? 0)
            + ((int?)sessions["waiting"] ?? 0);
    }

    /// <summary>How many messages of a session stand in their order, each with one answer behind it.</summary>
    private static async Task<int> AnsweredInOrderAsync(ControlSocket control, int session)
    {
        var answer = await control.CallAsync("sessions.show", new JsonObject { ["session"] = $"burst{session}", ["limit"] = 2 * Messages });
        var entries = answer!["result"]!["entries"]!.AsArray();
        var count = 0;
        for (var n = 0; n < Messages && 2 * n + 1 < entries.Count; n++)
        {
            if ((string?)entries[2 * n]!["text"] == $"message {n}" && (string?)entries[2 * n + 1]!["kind"] == "assistant")
            {
                count++;
            }
        }

        return entries.Count == 2 * Messages ? count : 0;
    }
}
