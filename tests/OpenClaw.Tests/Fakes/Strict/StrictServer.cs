using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Fakes.Strict;

/// <summary>
/// Chat completions on loopback under the rules of one family: each request that breaks one is a 400 with its words. Asked "turn N", its
/// model reads <c>log.txt</c> and then answers "re N".
/// </summary>
internal sealed partial class StrictServer : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly ITemplateRules _rules;
    private int _calls;

    public StrictServer(ITemplateRules rules)
    {
        _rules = rules;
        _server = new RawServer(Answer);
    }

    public Uri Url => _server.Url;

    /// <summary>Turns whose request after the tool's result, or the first one, is answered with a 500.</summary>
    public HashSet<int> FailsAfterResult { get; } = [];

    public HashSet<int> FailsAtOnce { get; } = [];

    /// <summary>What was broken, in its words.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    public int Answered { get; private set; }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private RawReply Answer(RawRequest request)
    {
        if (!request.Path.EndsWith("/chat/completions", StringComparison.Ordinal))
        {
            return RawReply.Http(200, """{"object":"list","data":[]}""");
        }
        var body = JsonNode.Parse(request.Body)!;
        if (_rules.Violation(body) is { } violation)
        {
            Violations.Enqueue(violation);
            return RawReply.Http(
                400,
                new JsonObject
                {
                    ["error"] = new JsonObject { ["message"] = violation, ["type"] = "invalid_request_error" },
                }.ToJsonString()
            );
        }

        var messages = Conversation.Messages(body);
        var said = messages.Last(static m => Conversation.Role(m) == "user");
        var turn = Turn().Matches(Conversation.Text(said)!) is [.., var last]
            ? int.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture)
            : 0;
        var hasResult = Conversation.Role(messages[^1]) == "tool";
        if (hasResult ? FailsAfterResult.Contains(turn) : FailsAtOnce.Contains(turn))
        {
            return RawReply.Http(500, """{"error":{"message":"internal error","type":"server_error"}}""");
        }
        Answered++;
        return RawReply.Http(200, !hasResult && turn > 0 ? Calls() : Words($"re {turn}"), "text/event-stream");
    }

    private string Calls()
    {
        var call = _rules.Call(++_calls);
        var given = new JsonObject
        {
            ["index"] = 0,
            ["id"] = call.Id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = "read", ["arguments"] = """{"path": "log.txt"}""" },
        };
        if (call.ExtraContent is { } extra)
        {
            given["extra_content"] = JsonNode.Parse(extra);
        }
        var delta = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["tool_calls"] = new JsonArray(given),
        };
        var thought = call.Reasoning is { } reasoning
            ? Event(
                new JsonObject
                {
                    ["role"] = "assistant",
                    ["content"] = null,
                    ["reasoning_content"] = reasoning,
                },
                null
            )
            : "";
        return thought + Event(delta, null) + Event([], "tool_calls") + "data: [DONE]\n\n";
    }

    private static string Words(string text) =>
        Event(new JsonObject { ["role"] = "assistant", ["content"] = text }, null) + Event([], "stop") + "data: [DONE]\n\n";

    private static string Event(JsonObject delta, string? finish)
    {
        var line = new StringBuilder("data: ");
        line.Append(
            new JsonObject
            {
                ["choices"] = new JsonArray(
                    new JsonObject
                    {
                        ["index"] = 0,
                        ["delta"] = delta,
                        ["finish_reason"] = finish,
                    }
                ),
            }.ToJsonString()
        );
        return line.Append("\n\n").ToString();
    }

    [GeneratedRegex(@"turn (\d+)")]
    private static partial Regex Turn();
}
