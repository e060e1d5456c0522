using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.OpenAi;

/// <summary>The request of chat completions, as llama.cpp, vLLM, OpenRouter and OpenAI all take it.</summary>
internal static class OpenAiWire
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

    private static void WriteMessages(Utf8JsonWriter writer, IReadOnlyList<ChatMessage> messages)
    {
        foreach (var message in messages)
        {
            WriteMessage(writer, message);
        }
    }

    // The messages stand last: what is kept of them is put in before the end.
    private static byte[] Whole(ModelConfig config, IReadOnlyList<ChatMessage> messages, AskOptions options) =>
        Json.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("model", config.Model);
            writer.WriteBoolean("stream", true);
            if (!options.Without.Contains(RequestOptions.StreamOptions))
            {
                writer.WriteStartObject("stream_options");
                writer.WriteBoolean("include_usage", true);
                writer.WriteEndObject();
            }

            if (options.Temperature is { } temperature && !options.Without.Contains(RequestOptions.Temperature))
            {
                writer.WriteNumber("temperature", Math.Round((double)temperature, 4));
            }

            // The younger name is for servers that refuse the one everybody knows.
            var limit = options.Without.Contains(RequestOptions.MaxTokens) ? RequestOptions.MaxCompletionTokens : RequestOptions.MaxTokens;
            if (options.MaxOutputTokens is { } most && !options.Without.Contains(limit))
            {
                writer.WriteNumber(limit, most);
            }

            if (config.Think is { } think && options.MentionThink)
            {
                WriteThink(writer, config, think);
            }

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

    // There is no one name for it: routers have their own, servers of open models hand it to the chat template.
    private static void WriteThink(Utf8JsonWriter writer, ModelConfig config, bool think)
    {
        if (config.Url?.Host.EndsWith("openrouter.ai", StringComparison.OrdinalIgnoreCase) == true)
        {
            writer.WriteStartObject("reasoning");
            writer.WriteBoolean("enabled", think);
        }
        else
        {
            writer.WriteStartObject("chat_template_kwargs");
            writer.WriteBoolean("enable_thinking", think);
        }

        writer.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter writer, ChatMessage message)
    {
        // Each result is a message of its own on this wire.
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            writer.WriteStartObject();
            writer.WriteString("role", "tool");
            writer.WriteString("tool_call_id", result.CallId);
            writer.WriteString("content", CallContent.ResultText(result));
            writer.WriteEndObject();
        }

        if (message.Contents.All(c => c is FunctionResultContent) && message.Contents.Count > 0)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("role", message.Role.Value);
        var calls = message.Contents.OfType<FunctionCallContent>().ToArray();
        WriteContent(writer, message, calls.Length > 0);
        if (message.Contents.OfType<TextReasoningContent>().FirstOrDefault() is { } reasoning)
        {
            writer.WriteString("reasoning_content", reasoning.Text);
        }

        if (calls.Length > 0)
        {
            writer.WriteStartArray("tool_calls");
            foreach (var call in calls)
            {
                writer.WriteStartObject();
                writer.WriteString("id", call.CallId);
                writer.WriteString("type", "function");
                writer.WriteStartObject("function");
                writer.WriteString("name", call.Name);
                writer.WriteString("arguments", CallContent.ObjectArguments(call));
                writer.WriteEndObject();
                if (CallContent.ToCall(call).Extra is { } extra)
                {
                    writer.WritePropertyName("extra_content");
                    writer.WriteRawValue(extra);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, ChatMessage message, bool calls)
    {
        if (calls && message.Text.Length == 0)
        {
            // Strict servers refuse an empty text, and all of them take none beside calls.
            writer.WriteNull("content");
            return;
        }

        var images = message.Contents.OfType<DataContent>().Where(d => d.HasTopLevelMediaType("image")).ToArray();
        if (images.Length == 0)
        {
            // The simple form: some servers do not know the other.
            writer.WriteString("content", message.Text);
            return;
        }

        writer.WriteStartArray("content");
        if (message.Text.Length > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "text");
            writer.WriteString("text", message.Text);
            writer.WriteEndObject();
        }

        foreach (var image in images)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "image_url");
            writer.WriteStartObject("image_url");
            writer.WriteString("url", $"data:{image.MediaType};base64,{image.Base64Data}");
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
