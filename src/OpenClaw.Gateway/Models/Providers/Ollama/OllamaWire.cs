using System.Buffers;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.Ollama;

/// <summary>The shapes of <c>/api/chat</c>: a request's bytes, and a line of the answer.</summary>
internal static class OllamaWire
{
    /// <summary>What is kept stands behind the system prompt, which is the first of the messages.</summary>
    public static RequestBody Request(ModelConfig config, IReadOnlyList<ChatMessage> messages, AskOptions options) =>
        options.Before is { } before
            ? RequestBody.With(
                Whole(config, [.. messages.TakeWhile(static message => message.Role == ChatRole.System)], options),
                before,
                Elements([.. messages.SkipWhile(static message => message.Role == ChatRole.System)])
            )
            : new RequestBody(Whole(config, messages, options));

    /// <summary>Messages as elements of the array, without its brackets.</summary>
    public static byte[] Elements(IReadOnlyList<ChatMessage> messages) => Json.Elements(writer => WriteMessages(writer, messages));

    // The messages stand last: what is kept of them is put in before the end.
    private static byte[] Whole(ModelConfig config, IReadOnlyList<ChatMessage> messages, AskOptions options) =>
        Json.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("model", config.Model);
            writer.WriteBoolean("stream", true);
            // A prompt that is too long is refused and not cut, and an answer ends where the context is full. Before 0.12.6 Ollama does not
            // know these and cuts in silence.
            foreach (var option in (ReadOnlySpan<string>)[RequestOptions.Truncate, RequestOptions.Shift])
            {
                if (!options.Without.Contains(option))
                {
                    writer.WriteBoolean(option, false);
                }
            }

            if (config.KeepAlive is { } keep && !options.Without.Contains(RequestOptions.KeepAlive))
            {
                // Ollama takes a Go duration; any negative one means for ever.
                writer.WriteString("keep_alive", keep < TimeSpan.Zero ? "-1s" : $"{(long)keep.TotalSeconds}s");
            }

            if (config.Think is { } think && options.MentionThink)
            {
                writer.WriteBoolean("think", think);
            }

            WriteOptions(writer, config, options);
            if (options.Tools is { Count: > 0 } tools)
            {
                writer.WriteStartArray("tools");
                foreach (var tool in tools.OfType<AIFunctionDeclaration>())
                {
                    ToolWire.Write(writer, tool);
                }

                writer.WriteEndArray();
            }

            writer.WriteStartArray("messages");
            WriteMessages(writer, messages);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });

    /// <summary>A line as a JSON object. Whoever asked disposes it: its memory goes back to the pool, a thousand times an answer.</summary>
    public static JsonDocument Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Told below, like a value that is JSON and still no answer.
        }

        throw new ModelFailureException(
            new ModelFailure.Malformed(
                $"it answered {ErrorText.Of(Encoding.UTF8.GetString(line.Slice(0, Math.Min(line.Length, 2000))))} instead of JSON objects"
            )
        );
    }

    /// <summary>What a line of the answer adds.</summary>
    public static ChatResponseUpdate Update(JsonElement line)
    {
        var update = new ChatResponseUpdate { Role = ChatRole.Assistant };
        if (line.Child("message") is { } message)
        {
            AddMessage(update, message);
        }

        if (IsDone(line))
        {
            update.FinishReason = line.String("done_reason") == "length" ? ChatFinishReason.Length : ChatFinishReason.Stop;
            update.Contents.Add(
                new UsageContent(
                    new UsageDetails
                    {
                        InputTokenCount = line.Int("prompt_eval_count") ?? 0,
                        OutputTokenCount = line.Int("eval_count") ?? 0,
                    }
                )
            );
        }

        return update;
    }

    private static void AddMessage(ChatResponseUpdate update, JsonElement message)
    {
        if (message.String("thinking") is { Length: > 0 } thinking)
        {
            update.Contents.Add(new TextReasoningContent(thinking));
        }

        if (message.String("content") is { Length: > 0 } content)
        {
            update.Contents.Add(new TextContent(content));
        }

        foreach (var call in message.Child("tool_calls")?.EnumerateArray() ?? default)
        {
            if (call.Child("function") is { } function && function.String("name") is { } name)
            {
                // An object by the book; aimock and old versions give text.
                var arguments = function.Child("arguments") is { } given ? Json.Text(given) : function.String("arguments") ?? "{}";
                update.Contents.Add(CallContent.From(new ToolCall(call.String("id") ?? "", name, arguments)));
            }
        }
    }

    public static bool IsDone(JsonElement line) => line.TryFind("done", out var done) && done.ValueKind == JsonValueKind.True;

    private static void WriteOptions(Utf8JsonWriter writer, ModelConfig config, AskOptions options)
    {
        writer.WriteStartObject("options");
        // Ollama's own default is small.
        if (!options.Without.Contains(RequestOptions.ContextSize))
        {
            writer.WriteNumber("num_ctx", config.Context);
        }

        if (options.Temperature is { } temperature && !options.Without.Contains(RequestOptions.Temperature))
        {
            writer.WriteNumber("temperature", Math.Round((double)temperature, 4));
        }

        if (options.MaxOutputTokens is { } most)
        {
            writer.WriteNumber("num_predict", most);
        }

        writer.WriteEndObject();
    }

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages)
    {
        var names = new Dictionary<string, string>();
        foreach (var message in messages)
        {
            foreach (var call in message.Contents.OfType<FunctionCallContent>())
            {
                names[call.CallId] = call.Name;
            }

            // Each result is a message of its own here.
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
            {
                writer.WriteStartObject();
                writer.WriteString("role", "tool");
                writer.WriteString("content", CallContent.ResultText(result));
                if (names.GetValueOrDefault(result.CallId) is { } name)
                {
                    writer.WriteString("tool_name", name);
                }

                writer.WriteEndObject();
            }

            if (message.Contents.Any(c => c is not FunctionResultContent))
            {
                WriteMessage(writer, message);
            }
        }
    }

    private static void WriteMessage(Utf8JsonWriter writer, ChatMessage message)
    {
        writer.WriteStartObject();
        writer.WriteString("role", message.Role.Value);
        writer.WriteString("content", message.Text);
        var images = message.Contents.OfType<DataContent>().Where(d => d.HasTopLevelMediaType("image")).ToArray();
        if (images.Length > 0)
        {
            writer.WriteStartArray("images");
            foreach (var image in images)
            {
                writer.WriteBase64StringValue(image.Data.Span);
            }

            writer.WriteEndArray();
        }

        var calls = message.Contents.OfType<FunctionCallContent>().ToArray();
        if (calls.Length > 0)
        {
            writer.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                writer.WriteStartObject();
                writer.WriteStartObject("function");
                writer.WriteString("name", call.Name);
                writer.WritePropertyName("arguments");
                writer.WriteRawValue(CallContent.ObjectArguments(call));
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
