using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace OpenClaw.Models.Clients;

/// <summary>
/// The way between <see cref="ToolCall"/>, whose arguments are text, and the seam's content types. The text survives the round trip byte
/// for byte, because a prompt that changes by a space makes a local server read it all again.
/// </summary>
internal static class CallContent
{
    /// <summary>A call as it goes into a transcript's assistant message.</summary>
    public static FunctionCallContent From(ToolCall call)
    {
        var arguments = new Dictionary<string, object?>();
        if (Json.TryParse(call.Arguments, out var json) && json.ValueKind == JsonValueKind.Object)
        {
            try
            {
                foreach (var property in json.EnumerateObject())
                {
                    arguments[property.Name] = property.Value;
                }
            }
            catch (InvalidOperationException)
            {
                // A name with half a surrogate pair is no text. What is sent is the call itself, below.
            }
        }

        return new FunctionCallContent(call.Id, call.Name, arguments) { RawRepresentation = call };
    }

    /// <summary>A result as it goes into a transcript's tool message.</summary>
    public static FunctionResultContent Result(string callId, string text) => new(callId, text);

    /// <summary>The arguments as text of a JSON object, or of whatever the model wrote instead.</summary>
    public static string Arguments(FunctionCallContent call)
    {
        if (call.RawRepresentation is ToolCall own)
        {
            return own.Arguments;
        }

        return Json.Text(writer =>
        {
            writer.WriteStartObject();
            foreach (var (name, value) in call.Arguments ?? new Dictionary<string, object?>())
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        });
    }

    /// <summary>The arguments as text of a JSON object, always: a server takes nothing else back, so what was none is shown inside
    /// one.</summary>
    public static string ObjectArguments(FunctionCallContent call)
    {
        var text = Arguments(call);
        if (Json.TryParse(text, out var json) && json.ValueKind == JsonValueKind.Object)
        {
            return text;
        }

        return Json.Text(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("unreadable", text);
            writer.WriteEndObject();
        });
    }

    /// <summary>The call as the chain hands it on.</summary>
    public static ToolCall ToCall(FunctionCallContent call) =>
        call.RawRepresentation as ToolCall ?? new ToolCall(call.CallId, call.Name, Arguments(call));

    public static string ResultText(FunctionResultContent result) =>
        result.Result switch
        {
            null => "",
            string text => text,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString() ?? "",
            JsonElement element => Json.Text(element),
            var other => other.ToString() ?? "",
        };

    public static string NewId() => $"call_{Guid.NewGuid():N}"[..13];

    private static void Write(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }
}
