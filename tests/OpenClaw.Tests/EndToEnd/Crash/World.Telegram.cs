using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>Clients that nobody answers: they wait for what arrives in a chat, or for what the clock does.</summary>
internal sealed partial class World
{
    // Each question is a call of the gateway, and would be one of those that are counted.
    private const int Seldom = 25;

    /// <summary>Ends when the answer to a message of Telegram has arrived or is listed as unknown, and nothing more is to be
    /// sent.</summary>
    public Task ArriveAsync(Said message) => ArriveAsync(message, static () => Task.FromResult(false));

    /// <summary>The same for a reminder, which may never have been set.</summary>
    public Task RemindedAsync(Said message) =>
        ArriveAsync(
            message,
            async () =>
            {
                if ((await CallAsync("cron.list", []))["reminders"]!.AsArray().Count > 0)
                {
                    return false;
                }
                var sessions = (await CallAsync("status", []))["sessions"]!;
                return (int)sessions["running"]! + (int)sessions["queued"]! == 0;
            }
        );

    /// <summary>The id of the approval that a message of Telegram waits for; null when its answer came without one, or the one it had is
    /// used.</summary>
    public async Task<string?> PendingOrArrivedAsync(Said message)
    {
        string? pending = null;
        await UntilAsync(
            $"what {message.Id} asks",
            async () =>
            {
                pending = (await CallAsync("approvals.list", []))["approvals"]!
                    .AsArray()
                    .Where(approval => (string?)approval!["session"] == message.SessionKey)
                    .Select(static approval => (string)approval!["id"]!)
                    .FirstOrDefault();
                return pending is not null || await HasArrivedAsync(message);
            }
        );
        return pending;
    }

    /// <summary>Starts a job unless it was started before, and waits for its end.</summary>
    public async Task RunJobAsync(string job, Said message)
    {
        if ((await HistoryAsync(job)).Count == 0)
        {
            await CallAsync("cron.run", new JsonObject { ["job"] = job, ["wait"] = true });
            promises.Accepted.Add(message.Id);
        }

        await EndOfJobAsync(job);
    }

    /// <summary>Ends when no occurrence of a job whose time has come is on its way.</summary>
    public Task EndOfJobAsync(string job) =>
        UntilAsync(
            $"{job} to end",
            async () =>
            {
                // Asked first: what is settled by then has its row.
                var isSettled =
                    (await CallAsync("cron.list", []))["jobs"]!.AsArray().Single(declared => (string)declared!["name"]! == job)!["next_at"]
                    is null;
                var runs = await HistoryAsync(job);
                return runs.All(static run => (string)run!["state"]! is not ("waiting" or "running")) && (isSettled || runs.Count > 0);
            }
        );

    private async Task<JsonArray> HistoryAsync(string job) =>
        (await CallAsync("cron.history", new JsonObject { ["job"] = job }))["runs"]!.AsArray();

    private async Task ArriveAsync(Said message, Func<Task<bool>> isNeverToCome)
    {
        var (looks, nevers) = (0, 0);
        await UntilAsync(
            $"the answer to {message.Id}",
            async () =>
            {
                if (telegram.Arrivals(message.SessionKey, message.Reply) == 0 && looks++ % Seldom != 0)
                {
                    return false;
                }
                if (!await HasArrivedAsync(message))
                {
                    // Twice: between the commit of a reminder's turn and its place in a lane it is in neither list.
                    nevers = await isNeverToCome() ? nevers + 1 : 0;
                    if (nevers < 2)
                    {
                        return false;
                    }
                }

                return (int)(await CallAsync("status", []))["outbox"]!["pending"]! == 0;
            }
        );
    }

    private async Task<bool> HasArrivedAsync(Said message) =>
        telegram.Arrivals(message.SessionKey, message.Reply) > 0
        || (await CallAsync("outbox.list", new JsonObject { ["state"] = "unknown" }))["messages"]!
            .AsArray()
            .Any(unsent => (string)unsent!["to"]! == message.SessionKey && (string)unsent["text"]! == message.Reply);

    /// <summary>Looks again and again for as long as the gateway lives.</summary>
    /// <exception cref="GatewayGoneException">It died meanwhile.</exception>
    public Task UntilAsync(string what, Func<Task<bool>> there) =>
        WaitAsync(what, () => gateway.HasExited ? throw new GatewayGoneException(what) : there());
}
