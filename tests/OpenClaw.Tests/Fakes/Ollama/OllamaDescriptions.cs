using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>The JSON in which Ollama speaks of its models and of what they write.</summary>
internal static class OllamaDescriptions
{
    private const string Created = "2026-11-22T08:13:21.451251209Z";

    private static int s_calls;

    public static JsonObject Tag(LocalModel model)
    {
        var details = Details(model);
        details["context_length"] = model.TrainedFor;
        return new JsonObject
        {
            ["name"] = model.Tag,
            ["model"] = model.Tag,
            ["modified_at"] = Created,
            ["size"] = model.Bytes,
            ["digest"] = "20b3e460d1b51313",
            ["details"] = details,
            ["capabilities"] = Capabilities(model),
        };
    }

    public static JsonObject Loaded(Runner runner) =>
        new()
        {
            ["name"] = runner.Model.Tag,
            ["model"] = runner.Model.Tag,
            ["size"] = runner.Model.Bytes,
            ["digest"] = "20b3e460d1b51313",
            ["details"] = Details(runner.Model),
            ["expires_at"] = runner.Expires.ToString("O", CultureInfo.InvariantCulture),
            ["size_vram"] = 0,
            ["context_length"] = runner.Context,
        };

    public static JsonObject Show(LocalModel model) =>
        new()
        {
            ["modelfile"] = "# Modelfile",
            ["parameters"] = "temperature 0",
            ["template"] = model.Template,
            ["details"] = Details(model),
            ["model_info"] = new JsonObject { ["general.architecture"] = "llama", ["llama.context_length"] = model.TrainedFor },
            ["capabilities"] = Capabilities(model),
            ["modified_at"] = Created,
        };

    /// <summary>The answer to a request without messages.</summary>
    public static JsonObject Done(LocalModel model, string reason) =>
        new()
        {
            ["model"] = model.Name,
            ["created_at"] = Created,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = "" },
            ["done"] = true,
            ["done_reason"] = reason,
        };

    public static string Answer(LocalModel model, ModelTurn turn, List<string> written, bool isCutOff, int read, bool isStreamed)
    {
        var last = Done(model, isCutOff ? "length" : "stop");
        foreach (var duration in (ReadOnlySpan<string>)["total_duration", "load_duration", "prompt_eval_duration", "eval_duration"])
        {
            last[duration] = 1_000_000;
        }
        last["prompt_eval_count"] = read;
        last["eval_count"] = Math.Max(1, written.Count);
        if (!isStreamed)
        {
            last["message"] = Message(string.Concat(written), turn);
            return last.ToJsonString();
        }

        var lines = new StringBuilder();
        foreach (var token in OllamaTokens.Of(turn.Thinking))
        {
            var message = Message("", null);
            message["thinking"] = token;
            lines.Append(Piece(model, message)).Append('\n');
        }

        foreach (var token in written)
        {
            lines.Append(Piece(model, Message(token, null))).Append('\n');
        }
        if (turn.Tool is not null)
        {
            lines.Append(Piece(model, Message("", turn))).Append('\n');
        }
        return lines.Append(last.ToJsonString()).Append('\n').ToString();
    }

    private static string Piece(LocalModel model, JsonObject message) =>
        new JsonObject
        {
            ["model"] = model.Name,
            ["created_at"] = Created,
            ["message"] = message,
            ["done"] = false,
        }.ToJsonString();

    private static JsonObject Message(string content, ModelTurn? turn)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = content };
        if (turn?.Tool is { } tool)
        {
            message["tool_calls"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = $"call_{Interlocked.Increment(ref s_calls):x8}",
                    ["function"] = new JsonObject
                    {
                        ["index"] = 0,
                        ["name"] = tool,
                        ["arguments"] = turn.Arguments!.DeepClone(),
                    },
                }
            );
        }

        return message;
    }

    private static JsonObject Details(LocalModel model) =>
        new()
        {
            ["parent_model"] = "",
            ["format"] = "gguf",
            ["family"] = "llama",
            ["families"] = new JsonArray("llama"),
            ["parameter_size"] = $"{model.Bytes / 1_000_000}M",
            ["quantization_level"] = "unknown",
        };

    private static JsonArray Capabilities(LocalModel model) => new([.. model.Capabilities.Select(static c => (JsonNode)c)]);
}
