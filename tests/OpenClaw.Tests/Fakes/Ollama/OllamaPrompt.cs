using System.Text.Json.Nodes;

namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>A request as its model reads it: rendered with the tools in front, and cut the way Ollama cuts when nobody forbids
/// it.</summary>
internal sealed record OllamaPrompt(List<string> Tokens, bool IsCut)
{
    /// <summary>Null where the prompt is too long and must not be cut; then <paramref name="tokens"/> says how long.</summary>
    public static OllamaPrompt? Of(JsonNode request, int context, bool mayCut, out int tokens)
    {
        var messages = request["messages"]!.AsArray().Select(static m => m!).ToList();
        var whole = Render(request, messages);
        tokens = whole.Count;
        if (whole.Count < context)
        {
            return new OllamaPrompt(whole, false);
        }
        if (!mayCut)
        {
            return null;
        }

        // The oldest messages go first; the system's and the last one stay.
        while (messages.Count(static m => !IsSystem(m)) > 1 && whole.Count >= context)
        {
            messages.RemoveAt(messages.FindIndex(static m => !IsSystem(m)));
            whole = Render(request, messages);
        }

        // One message alone: the recorded server kept two tokens of its beginning and the last half context.
        return new OllamaPrompt(whole.Count < context ? whole : [.. whole.Take(2), .. whole.TakeLast(context / 2)], true);
    }

    private static List<string> Render(JsonNode request, List<JsonNode> messages)
    {
        var tokens = new List<string>();
        var isFirst = true;
        foreach (var message in messages)
        {
            tokens.Add($"<|{message["role"]}|>");
            tokens.AddRange(OllamaTokens.Of((string?)message["content"] ?? ""));
            if (message["tool_calls"] is { } calls)
            {
                tokens.AddRange(OllamaTokens.Of(calls.ToJsonString()));
            }
            if (isFirst && request["tools"] is { } tools)
            {
                tokens.AddRange(OllamaTokens.Of(tools.ToJsonString()));
            }
            tokens.Add("<|end|>");
            isFirst = false;
        }

        tokens.Add("<|assistant|>");
        return tokens;
    }

    private static bool IsSystem(JsonNode message) => (string?)message["role"] == "system";
}
