using System.Text.Json.Nodes;
using OpenClaw.Models.Clients;

namespace OpenClaw.Web.Api;

/// <summary>Writes answers as OpenAI's API has them. Pure.</summary>
internal static class ChatShapes
{
    public static JsonObject Error(ApiError error) =>
        new()
        {
            ["error"] = new JsonObject
            {
                ["message"] = error.Message,
                ["type"] = error.Type,
                ["param"] = error.Param,
                ["code"] = error.Code,
            },
        };

    public static JsonObject Models(IEnumerable<string> chains, long created) =>
        new() { ["object"] = "list", ["data"] = new JsonArray([.. chains.Select(chain => Model(chain, created))]) };

    public static JsonObject Model(string chain, long created) =>
        new()
        {
            ["id"] = chain,
            ["object"] = "model",
            ["created"] = created,
            ["owned_by"] = "openclaw",
        };

    /// <summary>A whole answer.</summary>
    public static JsonObject Completion(Completion completion, string text, TokenCount tokens)
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = text,
            ["refusal"] = null,
        };
        var whole = Of(completion, "chat.completion", Choice("message", message, isLast: true));
        whole["usage"] = Usage(tokens);
        return whole;
    }

    /// <summary>A part of a streamed answer.</summary>
    /// <param name="text">Null in the last part, which says that the answer has ended.</param>
    /// <param name="isFirst">The first says who speaks.</param>
    /// <param name="usageFollows">A part of its own will tell the tokens, and the others say that it is not them.</param>
    public static byte[] Chunk(Completion completion, string? text, bool isFirst, bool usageFollows)
    {
        var delta = new JsonObject();
        if (isFirst)
        {
            delta["role"] = "assistant";
        }
        if (text is not null)
        {
            delta["content"] = text;
        }

        var chunk = Of(completion, "chat.completion.chunk", Choice("delta", delta, isLast: text is null));
        if (usageFollows)
        {
            chunk["usage"] = null;
        }
        return Event(chunk);
    }

    /// <summary>The part after the last, for those who asked to be told.</summary>
    public static byte[] UsageChunk(Completion completion, TokenCount tokens)
    {
        var chunk = Of(completion, "chat.completion.chunk");
        chunk["usage"] = Usage(tokens);
        return Event(chunk);
    }

    /// <summary>A stream that has begun cannot take its status back; the official clients look for this.</summary>
    public static byte[] ErrorEvent(ApiError error) => Event(Error(error));

    public static ReadOnlyMemory<byte> Done { get; } = "data: [DONE]\n\n"u8.ToArray();

    private static byte[] Event(JsonObject json) => [.. "data: "u8, .. Json.Bytes(writer => json.WriteTo(writer)), .. "\n\n"u8];

    private static JsonObject Of(Completion completion, string kind, params JsonNode[] choices) =>
        new()
        {
            ["id"] = completion.Id,
            ["object"] = kind,
            ["created"] = completion.Created,
            ["model"] = completion.Model,
            ["choices"] = new JsonArray(choices),
        };

    private static JsonObject Choice(string name, JsonObject words, bool isLast) =>
        new()
        {
            ["index"] = 0,
            [name] = words,
            ["logprobs"] = null,
            ["finish_reason"] = isLast ? "stop" : null,
        };

    private static JsonObject Usage(TokenCount tokens) =>
        new()
        {
            ["prompt_tokens"] = tokens.Read,
            ["completion_tokens"] = tokens.Written,
            ["total_tokens"] = tokens.Read + tokens.Written,
        };
}

/// <summary>What all parts of an answer say of it.</summary>
/// <param name="Created">In seconds since 1970.</param>
/// <param name="Model">The chain.</param>
internal sealed record Completion(string Id, long Created, string Model);

/// <summary>Tokens of all the model calls of a turn, as the servers counted them; 0 where they do not.</summary>
internal sealed record TokenCount(long Read, long Written)
{
    public static TokenCount None { get; } = new(0, 0);
}
