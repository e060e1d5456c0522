using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls;

/// <summary>The types of JSON schema: which values are of one, which others can only mean one, and what it is called in words.</summary>
internal static class SchemaType
{
    public static bool Is(string type, JsonNode? value) =>
        type switch
        {
            "null" => value is null,
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value?.GetValueKind() == JsonValueKind.String,
            "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            "number" => value?.GetValueKind() == JsonValueKind.Number,
            "integer" => value?.GetValueKind() == JsonValueKind.Number && Json.Text(value).All(c => char.IsAsciiDigit(c) || c == '-'),
            _ => true,
        };

    // By way of its text: a node keeps the type it was made from and refuses any other.
    public static double Number(JsonNode? value) => double.Parse(Json.Text(value), CultureInfo.InvariantCulture);

    /// <summary>The value as the type asks, when only one meaning is possible; else null.</summary>
    public static JsonNode? Bend(string type, JsonNode? value)
    {
        if (value is null)
        {
            return null;
        }

        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>().Trim() : null;
        return type switch
        {
            "integer" => ToWhole(text, value),
            "number" => text is null ? null : ToNumber(text),
            "boolean" => text is null ? null : ToBoolean(text),
            "string" => value is JsonValue ? JsonValue.Create(Json.Text(value)) : null,
            "array" => IsWritten(text) ? Written(type, text) : ToList(value),
            "object" => IsWritten(text) ? Written(type, text) : null,
            _ => null,
        };
    }

    private static JsonValue? ToWhole(string? text, JsonNode value)
    {
        if (text is not null)
        {
            return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? JsonValue.Create(whole)
                : null;
        }
        return Is("number", value) && Number(value) is var number && number == Math.Floor(number) && Math.Abs(number) < 1e15
            ? JsonValue.Create((long)number)
            : null;
    }

    private static JsonValue? ToNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;

    private static JsonValue? ToBoolean(string text) =>
        text.ToLowerInvariant() switch
        {
            "true" or "yes" => JsonValue.Create(true),
            "false" or "no" => JsonValue.Create(false),
            _ => null,
        };

    private static JsonArray? ToList(JsonNode value) => value is JsonValue ? new JsonArray(value.DeepClone()) : null;

    /// <summary>Whether a string holds the list or the object.</summary>
    private static bool IsWritten([NotNullWhen(true)] string? text) => text is ['[' or '{', ..];

    private static JsonNode? Written(string type, string text) => TryParse(text) is { } parsed && Is(type, parsed) ? parsed : null;

    private static JsonNode? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text, null, Json.Lenient);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Named(string type) =>
        type switch
        {
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "true or false",
            "array" => "a list",
            "object" => "an object",
            "null" => "null",
            _ => "a " + type,
        };
}
