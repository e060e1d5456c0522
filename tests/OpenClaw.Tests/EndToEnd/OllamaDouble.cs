using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>What a model says in one reply: words, or one call of a tool.</summary>
internal sealed record ModelTurn(string? Text, string? Tool = null, JsonObject? Arguments = null)
{
    /// <summary>What it thinks aloud before it says anything.</summary>
    public string Thinking { get; init; } = "";

    public static ModelTurn Says(string text) => new(text);

    public static ModelTurn Calls(string tool, JsonObject arguments) => new(null, tool, arguments);

    public static ModelTurn Runs(string command) => Calls("exec", new JsonObject { ["command"] = command });
}

/// <summary>The chat request as the model sees it: the last thing a person said, and what tools answered since.</summary>
internal sealed record ModelPrompt(string UserText, IReadOnlyList<string> ToolResults, JsonNode Request)
{
    public static ModelPrompt Read(JsonNode request)
    {
        var messages = request["messages"]!.AsArray();
        var lastUser = messages.Last(message => (string?)message!["role"] == "user")!;
        var after = messages
            .SkipWhile(message => message != lastUser)
            .Where(message => (string?)message!["role"] == "tool")
            .Select(message => (string)message!["content"]!);
        return new ModelPrompt((string)lastUser["content"]!, [.. after], request);
    }
}

/// <summary>
/// A model server on loopback that speaks Ollama's wire as the recordings in the vectors show it, and whose model is a function of the
/// test. Where a test is about the model server and not about us, it speaks to aimock and llama.cpp instead.
/// </summary>
internal sealed class OllamaDouble : IAsyncDisposable
{
    private readonly RawServer _server;

    public OllamaDouble(Func<ModelPrompt, ModelTurn> model) => _server = new RawServer(request => Answer(request, model));

    public OllamaDouble(string text)
        : this(_ => ModelTurn.Says(text)) { }

    public Uri Url => _server.Url;

    public ConcurrentQueue<ModelPrompt> Chats { get; } = new();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private RawReply Answer(RawRequest request, Func<ModelPrompt, ModelTurn> model)
    {
        switch (request.Path)
        {
            case "/api/version":
                return RawReply.Http(200, """{"version":"0.12.0"}""");
            case "/api/tags":
                return RawReply.Http(200, """{"models":[{"name":"m","model":"m"}]}""");
            case "/api/show":
                return RawReply.Http(
                    200,
                    """{"capabilities":["completion","tools"],"model_info":{"llama.context_length":8192},"details":{"family":"llama"}}"""
                );
            case "/api/chat":
                var prompt = ModelPrompt.Read(JsonNode.Parse(request.Body)!);
                Chats.Enqueue(prompt);
                return RawReply.Http(200, Stream(model(prompt)), "application/x-ndjson");
            default:
                return RawReply.Http(404, "404 page not found", "text/plain");
        }
    }

    private static string Stream(ModelTurn turn)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = turn.Text ?? "" };
        if (turn.Tool is not null)
        {
            message["tool_calls"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "call_1",
                    ["function"] = new JsonObject
                    {
                        ["index"] = 0,
                        ["name"] = turn.Tool,
                        ["arguments"] = turn.Arguments!.DeepClone(),
                    },
                }
            );
        }

        var chunk = new JsonObject
        {
            ["model"] = "m",
            ["created_at"] = "2026-01-01T00:00:00Z",
            ["message"] = message,
            ["done"] = false,
        };
        return chunk.ToJsonString()
            + "\n"
            + """
                {"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":100,"eval_count":10}

                """;
    }
}
