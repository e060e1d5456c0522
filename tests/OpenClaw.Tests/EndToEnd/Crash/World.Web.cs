using System.Net;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>Clients of the web server: a program that calls a webhook, and the page in somebody's browser.</summary>
internal sealed partial class World
{
    /// <summary>The token of the hooks and of the page's person.</summary>
    public const string WebToken = "web-0123456789abcdef";

    /// <summary>Calls a hook under the message's id until it is answered.</summary>
    public Task CallHookAsync(string hook, Said message) =>
        UntilAsync(
            $"the answer to {message.Id}",
            async () =>
            {
                if (
                    await PostAsync($"hooks/{hook}", "{}", ("Authorization", $"Bearer {WebToken}"), ("Idempotency-Key", message.Id))
                    is not { } answer
                )
                {
                    return false;
                }
                promises.Accepted.Add(message.Id);
                return IsAnswered(message, answer);
            }
        );

    /// <summary>Writes on the page under the message's id until it is answered.</summary>
    public Task WriteOnPageAsync(Said message) =>
        UntilAsync(
            $"the answer to {message.Id}",
            async () =>
            {
                var call = new JsonObject
                {
                    ["jsonrpc"] = "2.0",
                    ["id"] = 1,
                    ["method"] = "send",
                    ["params"] = new JsonObject
                    {
                        ["session"] = message.Session,
                        ["message"] = message.Id,
                        ["text"] = message.Text,
                        ["wait"] = true,
                    },
                };
                if (await PostAsync("api/rpc", call.ToJsonString()) is not { } answer)
                {
                    return false;
                }
                if (answer["result"] is not { } result)
                {
                    return IsRefusedByTheDisk((string?)answer["error"]?["message"])
                        ? false
                        : throw new InvalidOperationException($"{message.Id}: {answer.ToJsonString()}");
                }
                promises.Accepted.Add(message.Id);
                return IsAnswered(message, result);
            }
        );

    private bool IsAnswered(Said message, JsonNode answer)
    {
        if ((string)answer["state"]! == "failed")
        {
            throw new InvalidOperationException($"{message.Id} ended as {answer.ToJsonString()}");
        }
        if ((string)answer["state"]! != "answered")
        {
            return false;
        }
        promises.Replies[message.Id] = (string)answer["reply"]!;
        return true;
    }

    /// <summary>Null when there was no answer that says something: the gateway goes or has just come, its disk refuses, or nobody was
    /// logged in.</summary>
    private async Task<JsonNode?> PostAsync(string path, string body, params (string Name, string Value)[] headers)
    {
        try
        {
            using var answer = await _page.PostAsync(path, body, headers: headers);
            if (answer.IsSuccessStatusCode)
            {
                return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
            }
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                (await _page.LogInAsync(WebToken)).Dispose();
            }
            else if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway))
            {
                throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }
        catch (HttpRequestException)
        {
            // Whether it has gone is asked before the next try.
        }

        return null;
    }
}
