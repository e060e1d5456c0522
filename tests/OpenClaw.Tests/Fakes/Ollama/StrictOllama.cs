using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>
/// An Ollama on loopback that keeps the rules of the real one: what it refuses and in which words, what it cuts, loads, unloads and queues.
/// Its model is a function of the test. <c>OllamaRulesTests</c> holds it against what a real server was recorded to answer.
/// </summary>
internal sealed class StrictOllama : IAsyncDisposable
{
    private static readonly TimeSpan s_usualKeepAlive = TimeSpan.FromMinutes(5);

    // Go does not escape quotes and apostrophes as \u0027.
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly RawServer _server;
    private readonly Func<ModelPrompt, Task<ModelTurn>> _model;

    public StrictOllama(
        Func<ModelPrompt, Task<ModelTurn>> model,
        TimeProvider? time = null,
        long memory = 8_000_000_000,
        int maxQueue = 512
    )
    {
        _model = model;
        Memory = new OllamaMemory(memory, maxQueue, time ?? TimeProvider.System);
        _server = new RawServer(AnswerAsync);
    }

    public StrictOllama(Func<ModelPrompt, ModelTurn> model, TimeProvider? time = null)
        : this(prompt => Task.FromResult(model(prompt)), time) { }

    public Uri Url => _server.Url;

    public OllamaMemory Memory { get; }

    public List<LocalModel> Models { get; init; } = [new("m")];

    /// <summary>What the registry has that is not fetched yet.</summary>
    public List<LocalModel> Library { get; init; } = [];

    public string Version { get; init; } = "0.33.0";

    /// <summary>Whether it knows <c>truncate</c> and <c>shift</c>.</summary>
    public bool KnowsTruncate => System.Version.Parse(Version) >= new Version(0, 12, 6);

    /// <summary>Whether a refusal says how many tokens the prompt had.</summary>
    public bool NamesNumbers { get; init; } = true;

    public ConcurrentQueue<OllamaChat> Chats { get; } = new();

    public ConcurrentQueue<RawRequest> Requests => _server.Requests;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<RawReply> AnswerAsync(RawRequest request)
    {
        switch (request.Method, request.Path)
        {
            case ("GET", "/"):
                return RawReply.Http(200, "Ollama is running", "text/plain; charset=utf-8");
            case ("GET", "/api/version"):
                return Reply(200, new JsonObject { ["version"] = Version });
            case ("GET", "/api/tags"):
                return Reply(200, new JsonObject { ["models"] = new JsonArray([.. Models.Select(OllamaDescriptions.Tag)]) });
            case ("GET", "/api/ps"):
                return Reply(200, new JsonObject { ["models"] = new JsonArray([.. Memory.Loaded.Select(OllamaDescriptions.Loaded)]) });
            case ("POST", "/api/show"):
                return Named(request) is { } shown ? Reply(200, OllamaDescriptions.Show(shown)) : Missing(request, withTag: true);
            case ("POST", "/api/pull"):
                return Pull((string?)Parse(request.Body)?["model"] ?? "");
            case ("DELETE", "/api/delete"):
                return Missing(request, withTag: false);
            case ("POST", "/api/chat"):
                return await ChatAsync(request);
            case (_, "/api/chat" or "/api/show" or "/api/delete"):
                return RawReply.Http(405, "405 method not allowed", "text/plain");
            default:
                return RawReply.Http(404, "404 page not found", "text/plain");
        }
    }

    private RawReply Pull(string name)
    {
        const string begins = """{"status":"pulling manifest"}""" + "\n";
        if (Library.Find(model => model.Tag == name || model.Name == name) is not { } model)
        {
            return RawReply.Http(
                200,
                $$"""{{begins}}{"error":"pull model manifest: file does not exist"}""" + "\n",
                "application/x-ndjson"
            );
        }
        Models.Add(model);
        return RawReply.Http(
            200,
            $$"""{{begins}}{"status":"pulling 7f4030143c1c","digest":"sha256:7f","total":{{model.Bytes}},"completed":{{model.Bytes}}}"""
                + "\n{\"status\":\"success\"}\n",
            "application/x-ndjson"
        );
    }

    private async Task<RawReply> ChatAsync(RawRequest request)
    {
        if (request.Body.Length == 0)
        {
            return Error(400, "missing request body");
        }
        if (Parse(request.Body) is not { } chat)
        {
            return Error(400, "unexpected EOF");
        }
        if ((string?)chat["model"] is not { Length: > 0 })
        {
            return Error(400, "model is required");
        }
        if (Named(request) is not { } model)
        {
            return Missing(request, withTag: false);
        }
        if (chat["options"]?["num_predict"] is JsonValue most && most.GetValueKind() != JsonValueKind.Number)
        {
            return Error(500, "option \"num_predict\" must be of type integer");
        }
        if (chat["tools"] is JsonArray { Count: > 0 } && !model.TakesTools)
        {
            return Refuse(chat, Error(400, $"registry.ollama.ai/library/{model.Tag} does not support tools"));
        }
        if ((bool?)chat["think"] is true && !model.Thinks)
        {
            return Refuse(chat, Error(400, $"\"{model.Name}\" does not support thinking"));
        }

        var keepAlive = KeepAlive(chat["keep_alive"]);
        var isEmpty = chat["messages"] is not JsonArray { Count: > 0 };
        if (isEmpty && keepAlive == TimeSpan.Zero)
        {
            Memory.Unload(model);
            return Reply(200, OllamaDescriptions.Done(model, "unload"));
        }

        var context = Math.Min((int?)chat["options"]?["num_ctx"] ?? model.DefaultContext, model.TrainedFor);
        if (await Memory.TakeAsync(model, context) is not { } runner)
        {
            return Refuse(chat, Error(503, "server busy, please try again.  maximum pending requests exceeded"));
        }
        try
        {
            return isEmpty ? Reply(200, OllamaDescriptions.Done(model, "load")) : await WriteAsync(chat, runner);
        }
        finally
        {
            Memory.Release(runner, keepAlive);
        }
    }

    private async Task<RawReply> WriteAsync(JsonNode chat, Runner runner)
    {
        if (!runner.Model.Sees && chat["messages"]!.AsArray().Any(static m => m!["images"] is not null))
        {
            return Refuse(
                chat,
                Below(400, "Multimodal data provided, but model does not support multimodal requests.", "invalid_request_error")
            );
        }

        var mayCut = !KnowsTruncate || (bool?)chat["truncate"] is not false;
        if (OllamaPrompt.Of(chat, runner.Context, mayCut, out var length) is not { } prompt)
        {
            var words = NamesNumbers
                ? $"request ({length} tokens) exceeds the available context size ({runner.Context} tokens), try increasing it"
                : "the request exceeds the available context size, try increasing it";
            return Refuse(chat, Below(400, words, "exceed_context_size_error"), length);
        }

        var cached = runner.Shared(prompt.Tokens);
        var turn = await _model(ModelPrompt.Read(chat));
        var written = OllamaTokens.Of(turn.Text ?? "");
        var most = (int?)chat["options"]?["num_predict"] is > 0 and var limit ? limit : int.MaxValue;
        var mayShift = !KnowsTruncate || (bool?)chat["shift"] is not false;
        var room = mayShift ? int.MaxValue : runner.Context - prompt.Tokens.Count;
        var isCutOff = written.Count > Math.Min(most, room);
        if (isCutOff)
        {
            written = [.. written.Take(Math.Min(most, room))];
        }
        var isShifted = prompt.Tokens.Count + written.Count > runner.Context;
        // The next request renders the answer as a message: what closes it is new, what it says is there.
        runner.Held = isShifted ? [] : [.. prompt.Tokens, .. written];
        Chats.Enqueue(new OllamaChat(chat, 200, length, cached, written.Count, prompt.IsCut, isShifted));
        var answer = OllamaDescriptions.Answer(
            runner.Model,
            turn,
            written,
            isCutOff,
            prompt.Tokens.Count,
            (bool?)chat["stream"] is not false
        );
        return RawReply.Http(200, answer, (bool?)chat["stream"] is not false ? "application/x-ndjson" : "application/json; charset=utf-8");
    }

    private RawReply Refuse(JsonNode chat, RawReply reply, int tokens = 0)
    {
        var head = System.Text.Encoding.UTF8.GetString(reply.Parts[0]);
        Chats.Enqueue(new OllamaChat(chat, int.Parse(head.Split(' ')[1], null), tokens));
        return reply;
    }

    private LocalModel? Named(RawRequest request)
    {
        var name = (string?)Parse(request.Body)?["model"];
        return Models.Find(m => m.Name == name || m.Tag == name);
    }

    private static RawReply Missing(RawRequest request, bool withTag)
    {
        var name = (string?)Parse(request.Body)?["model"] ?? "";
        return Error(404, $"model '{(withTag && !name.Contains(':') ? $"{name}:latest" : name)}' not found");
    }

    private static TimeSpan KeepAlive(JsonNode? given) =>
        given?.GetValueKind() switch
        {
            JsonValueKind.Number => TimeSpan.FromSeconds((double)given),
            JsonValueKind.String => TimeSpan.FromSeconds(
                double.Parse(((string)given!).TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture)
            ),
            _ => s_usualKeepAlive,
        };

    private static JsonNode? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RawReply Reply(int status, JsonNode body) =>
        RawReply.Http(status, body.ToJsonString(s_json), "application/json; charset=utf-8");

    private static RawReply Error(int status, string message) => Reply(status, new JsonObject { ["error"] = message });

    /// <summary>What runs below hands its error up as text, and Ollama hands that on.</summary>
    private static RawReply Below(int status, string message, string type) =>
        RawReply.Http(
            status,
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["error"] = new JsonObject
                    {
                        ["code"] = status,
                        ["message"] = message,
                        ["type"] = type,
                    },
                }.ToJsonString(s_json),
            }.ToJsonString(s_json)
        );
}
