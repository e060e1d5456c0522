using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd.Page;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>The clients of the scenario: they speak to the gateway, remember what it promised, and find out when it is gone.</summary>
internal sealed partial class World(CrashGateway gateway, Uri web, Telegram telegram, Promises promises) : IAsyncDisposable
{
    /// <summary>The other way in and out.</summary>
    public Telegram Telegram => telegram;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentStack<ControlSocket> _idle = new();
    private readonly PageClient _page = new(web.ToString());

    /// <summary>Whether a client whom the disk refused comes again until it does not. Else a refusal is an error.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Sends a message, again or for the first time, and what it asks is decided, until it is answered.</summary>
    /// <param name="decide">A person decides the approval of that id. It counts at once: being asked the same again is an error.</param>
    public async Task AnswerAsync(Said message, Func<string, Task> decide)
    {
        for (var decided = ""; ; )
        {
            var result = await SendAsync(message, wait: true);
            switch ((string)result["state"]!)
            {
                case "answered":
                    promises.Replies[message.Id] = (string)result["reply"]!;
                    return;
                case "asking":
                    var approval = (string)result["approval"]!["id"]!;
                    if (approval == decided)
                    {
                        throw new InvalidOperationException($"{message.Id}: {approval} was decided and is asked again");
                    }
                    promises.Asked[message.Id] = approval;
                    await decide(approval);
                    promises.Decided.Add(approval);
                    decided = approval;
                    break;
                default:
                    throw new InvalidOperationException($"{message.Id} ended as {result.ToJsonString()}");
            }
        }
    }

    /// <summary>Sends a message and keeps what the answer promises.</summary>
    public async Task<JsonNode> SendAsync(Said message, bool wait)
    {
        var result = await SendAsync(message.Session, message.Id, message.Text, wait);
        promises.Accepted.Add(message.Id);
        return result;
    }

    /// <summary>Says a command of the chat and is told that it was done, now or when it came first.</summary>
    public async Task CommandAsync(string session, string id, string text)
    {
        var result = await SendAsync(session, id, text, wait: false);
        if ((string)result["state"]! != "command")
        {
            throw new InvalidOperationException($"{text} ended as {result.ToJsonString()}");
        }
    }

    /// <summary>The same for several messages at once. When the gateway dies, it is heard of once and nobody is left waiting.</summary>
    public static Task AllAsync(IEnumerable<Said> messages, Func<Said, Task> answer) => Task.WhenAll(messages.Select(answer));

    private Task<JsonNode> SendAsync(string session, string id, string text, bool wait)
    {
        var parameters = new JsonObject
        {
            ["session"] = session,
            ["message"] = id,
            ["text"] = text,
        };
        if (wait)
        {
            parameters["wait"] = true;
        }
        return CallAsync("send", parameters);
    }

    /// <summary>Approves what the list shows. A question that is not listed any more is answered in vain, and the gateway says
    /// why.</summary>
    public async Task ApproveAsync(string approval) =>
        await CallAsync(
            "approvals.approve",
            new JsonObject { ["id"] = approval, ["fingerprint"] = (string?)(await PendingAsync(approval))?["fingerprint"] }
        );

    /// <summary>An approval as it waits; null when it does not.</summary>
    public async Task<JsonNode?> PendingAsync(string approval) =>
        (await CallAsync("approvals.list", []))["approvals"]!.AsArray().FirstOrDefault(waiting => (string?)waiting!["id"] == approval);

    public Task DenyAsync(string approval) => CallAsync("approvals.deny", new JsonObject { ["id"] = approval });

    /// <summary>Sends a message that must be refused, and gives the words.</summary>
    public async Task<string> RefusalAsync(Said message)
    {
        var answer = await AskAsync(
            "send",
            new JsonObject
            {
                ["session"] = message.Session,
                ["message"] = message.Id,
                ["text"] = message.Text,
            }
        );
        return (string?)answer["error"]?["message"]
            ?? throw new InvalidOperationException($"{message.Id} was to be refused: {answer.ToJsonString()}");
    }

    /// <summary>One call over a connection of its own for as long as it takes.</summary>
    /// <exception cref="GatewayGoneException">The gateway died before it answered.</exception>
    public async Task<JsonNode> CallAsync(string method, JsonObject parameters)
    {
        for (var started = Stopwatch.GetTimestamp(); ; )
        {
            var answer = await AskAsync(method, (JsonObject)parameters.DeepClone());
            if (answer["result"] is { } result)
            {
                return result;
            }
            var error = (string)answer["error"]!["message"]!;
            if (!IsRefusedByTheDisk(error) || Stopwatch.GetElapsedTime(started) > ControlSocket.Patience)
            {
                throw new InvalidOperationException($"{method} {parameters.ToJsonString()}: {error}");
            }

            await Task.Delay(s_pause);
        }
    }

    private bool IsRefusedByTheDisk(string? error) => IsPatient && error?.Contains("state.db: ") == true;

    /// <summary>Looks again and again until something is there that nothing tells of.</summary>
    public static Task UntilAsync(string what, Func<bool> there) => WaitAsync(what, () => Task.FromResult(there()));

    private static async Task WaitAsync(string what, Func<Task<bool>> there)
    {
        for (var started = Stopwatch.GetTimestamp(); !await there(); await Task.Delay(s_pause))
        {
            if (Stopwatch.GetElapsedTime(started) > ControlSocket.Patience)
            {
                throw new TimeoutException($"waited {ControlSocket.Patience.TotalSeconds:0} s for {what}");
            }
        }
    }

    private async Task<JsonNode> AskAsync(string method, JsonObject parameters)
    {
        try
        {
            var control = _idle.TryPop(out var idle) ? idle : await ControlSocket.ConnectAsync(gateway.SocketPath);
            if (await control.CallAsync(method, parameters) is { } answer)
            {
                _idle.Push(control);
                return answer;
            }

            await control.DisposeAsync();
            throw new GatewayGoneException(method);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw new GatewayGoneException(method, e);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException(
                $"{method} {parameters.ToJsonString()} was not answered within {ControlSocket.Patience.TotalSeconds:0} s",
                e
            );
        }
    }

    /// <summary>Lets go of the connections of a life that is over.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var control))
        {
            await control.DisposeAsync();
        }
        _page.Dispose();
    }
}
