using OpenClaw.Models.Clients;

namespace OpenClaw.Web.Api;

/// <summary>Writes answers as OpenAI's API has them. Pure.</summary>
internal static class ChatShapes
{
    public static byte[] Error(ApiError error) =>
        Json.Bytes(json =>
        {
            json.WriteStartObject();
            WriteError(json, error);
            json.WriteEndObject();
        });

    public static byte[] Models(IEnumerable<string> chains, long created) =>
        Json.Bytes(json =>
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            foreach (var chain in chains)
            {
                WriteModel(json, chain, created);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });

    public static byte[] Model(string chain, long created) => Json.Bytes(json => WriteModel(json, chain, created));

    /// <summary>A whole answer.</summary>
    public static byte[] Completion(Completion completion, string text, TokenCount tokens) =>
        Json.Bytes(json =>
        {
            Open(json, completion, "chat.completion");
            json.WriteStartArray("choices"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, 0);
            json.WriteStartObject("message"u8);
            json.WriteString("role"u8, "assistant"u8);
            json.WriteString("content"u8, text);
            json.WriteNull("refusal"u8);
            json.WriteEndObject();
            json.WriteNull("logprobs"u8);
            json.WriteString("finish_reason"u8, "stop"u8);
            json.WriteEndObject();
            json.WriteEndArray();
            WriteUsage(json, tokens);
            json.WriteEndObject();
        });

    /// <summary>A part of a streamed answer.</summary>
    /// <param name="text">Null in the last part, which says that the answer has ended.</param>
    /// <param name="isFirst">The first says who speaks.</param>
    /// <param name="usageFollows">A part of its own will tell the tokens, and the others say that it is not them.</param>
    public static byte[] Chunk(Completion completion, string? text, bool isFirst, bool usageFollows) =>
        Event(json =>
        {
            Open(json, completion, "chat.completion.chunk");
            json.WriteStartArray("choices"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, 0);
            json.WriteStartObject("delta"u8);
            if (isFirst)
            {
                json.WriteString("role"u8, "assistant"u8);
            }
            if (text is not null)
            {
                json.WriteString("content"u8, text);
            }
            json.WriteEndObject();
            json.WriteNull("logprobs"u8);
            if (text is null)
            {
                json.WriteString("finish_reason"u8, "stop"u8);
            }
            else
            {
                json.WriteNull("finish_reason"u8);
            }
            json.WriteEndObject();
            json.WriteEndArray();
            if (usageFollows)
            {
                json.WriteNull("usage"u8);
            }
            json.WriteEndObject();
        });

    /// <summary>The part after the last, for those who asked to be told.</summary>
    public static byte[] UsageChunk(Completion completion, TokenCount tokens) =>
        Event(json =>
        {
            Open(json, completion, "chat.completion.chunk");
            json.WriteStartArray("choices"u8);
            json.WriteEndArray();
            WriteUsage(json, tokens);
            json.WriteEndObject();
        });

    /// <summary>A stream that has begun cannot take its status back; the official clients look for this.</summary>
    public static byte[] ErrorEvent(ApiError error) =>
        Event(json =>
        {
            json.WriteStartObject();
            WriteError(json, error);
            json.WriteEndObject();
        });

    public static ReadOnlyMemory<byte> Done { get; } = "data: [DONE]\n\n"u8.ToArray();

    private static byte[] Event(Action<Utf8JsonWriter> write) => [.. "data: "u8, .. Json.Bytes(write), .. "\n\n"u8];

    private static void Open(Utf8JsonWriter json, Completion completion, string kind)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, completion.Id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, completion.Created);
        json.WriteString("model"u8, completion.Model);
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenCount tokens)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, tokens.Read);
        json.WriteNumber("completion_tokens"u8, tokens.Written);
        json.WriteNumber("total_tokens"u8, tokens.Read + tokens.Written);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, ApiError error)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, error.Message);
        json.WriteString("type"u8, error.Type);
        json.WriteString("param"u8, error.Param);
        json.WriteString("code"u8, error.Code);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, string chain, long created)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, chain);
        json.WriteString("object"u8, "model"u8);
        json.WriteNumber("created"u8, created);
        json.WriteString("owned_by"u8, "openclaw"u8);
        json.WriteEndObject();
    }
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
