using System.Text.Json.Nodes;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls;

/// <summary>
/// Checks a call's arguments against its tool's schema, and bends what small models commonly get wrong where the meaning is beyond doubt:
/// "5" for 5, one value for a list of one, the whole object inside a string. Knows the part of JSON schema that tools use; the rest is let
/// through. </summary>
internal static class ToolSchema
{
    /// <param name="schema">JSON schema text of an object.</param>
    /// <param name="arguments">What the model wrote.</param>
    /// <returns>The arguments that fit, or what is wrong in words the model can act on.</returns>
    public static CheckedArguments Check(string schema, string arguments)
    {
        try
        {
            return CheckText(schema, arguments);
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 alone: JSON can write it, and no text can hold it.
            return new CheckedArguments(null, "the arguments hold half a character (a lone \\uD800 to \\uDFFF)");
        }
    }

    private static CheckedArguments CheckText(string schema, string arguments)
    {
        if (!TryReadObject(arguments, out var given))
        {
            return new CheckedArguments(null, "the arguments are not a JSON object");
        }

        var wrong = new List<string>();
        var changed = CheckObject(Json.Parse(schema), given, "", wrong);
        if (wrong.Count > 0)
        {
            return new CheckedArguments(null, string.Join("; ", wrong));
        }

        // Untouched arguments keep the model's own bytes, except that a string around them or white space before them is gone.
        return new CheckedArguments(changed || !arguments.StartsWith('{') ? Json.Text(given) : arguments, null);
    }

    private static bool TryReadObject(string text, out JsonObject result)
    {
        result = [];
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        try
        {
            var node = JsonNode.Parse(text, null, Json.Lenient);
            // A JSON string that holds the object: seen from small models and from servers that encode once too often.
            if (node is JsonValue value && value.TryGetValue<string>(out var inner))
            {
                node = string.IsNullOrWhiteSpace(inner) ? new JsonObject() : JsonNode.Parse(inner, null, Json.Lenient);
            }

            if (node is JsonObject parsed)
            {
                result = parsed;
                // Enumerating finds a key that comes twice, which JsonObject would report later and elsewhere.
                _ = result.Count;
                return true;
            }

            return node is null;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return false;
        }
    }

    private static bool CheckObject(JsonElement schema, JsonObject value, string path, List<string> wrong)
    {
        var changed = false;
        var properties = schema.Child("properties");
        var required = Names(schema, "required");
        foreach (var name in value.Select(p => p.Key).ToArray())
        {
            if (properties is not { } known || !known.TryGetProperty(name, out var property))
            {
                if (schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False)
                {
                    wrong.Add(
                        $"there is no argument \"{path}{name}\""
                            + (properties is { } p ? $"; the arguments are {List(p.EnumerateObject().Select(x => x.Name))}" : "")
                    );
                }

                continue;
            }

            // Null for something optional means that it was left out.
            if (value[name] is null && !required.Contains(name) && !Allows(property, "null"))
            {
                value.Remove(name);
                changed = true;
                continue;
            }

            changed |= CheckValue(property, value[name], path + name, wrong, replacement => value[name] = replacement);
        }

        foreach (var name in required.Where(name => !value.ContainsKey(name)))
        {
            wrong.Add($"argument \"{path}{name}\" is missing");
        }

        return changed;
    }

    private static bool CheckValue(JsonElement schema, JsonNode? value, string path, List<string> wrong, Action<JsonNode?> replace)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        var changed = false;
        var types = Names(schema, "type");
        if (types.Length > 0 && !types.Any(t => SchemaType.Is(t, value)))
        {
            var bent = types.Select(t => SchemaType.Bend(t, value)).FirstOrDefault(b => b is not null);
            if (bent is null)
            {
                wrong.Add($"argument \"{path}\" must be {string.Join(" or ", types.Select(SchemaType.Named))}, not {Show(value)}");
                return false;
            }

            replace(bent);
            value = bent;
            changed = true;
        }

        if (schema.Child("enum") is { } choices && !choices.EnumerateArray().Any(choice => Json.Text(choice) == Json.Text(value)))
        {
            wrong.Add(
                $"argument \"{path}\" must be one of {string.Join(", ", choices.EnumerateArray().Select(Json.Text))}, not {Show(value)}"
            );
        }

        changed |= value switch
        {
            JsonObject inner => CheckObject(schema, inner, path + ".", wrong),
            JsonArray list when schema.Child("items") is { } items => CheckItems(items, list, path, wrong),
            _ => false,
        };
        CheckRange(schema, value, path, wrong);
        return changed;
    }

    private static bool CheckItems(JsonElement schema, JsonArray list, string path, List<string> wrong)
    {
        var changed = false;
        for (var i = 0; i < list.Count; i++)
        {
            var index = i;
            changed |= CheckValue(schema, list[i], $"{path}[{i}]", wrong, replacement => list[index] = replacement);
        }

        return changed;
    }

    private static void CheckRange(JsonElement schema, JsonNode? value, string path, List<string> wrong)
    {
        if (!SchemaType.Is("number", value))
        {
            return;
        }

        var actual = SchemaType.Number(value);
        if (schema.TryGetProperty("minimum", out var minimum) && minimum.TryGetDouble(out var least) && actual < least)
        {
            wrong.Add($"argument \"{path}\" must be at least {Json.Text(minimum)}, not {Show(value)}");
        }

        if (schema.TryGetProperty("maximum", out var maximum) && maximum.TryGetDouble(out var most) && actual > most)
        {
            wrong.Add($"argument \"{path}\" must be at most {Json.Text(maximum)}, not {Show(value)}");
        }
    }

    private static bool Allows(JsonElement schema, string type) =>
        schema.ValueKind == JsonValueKind.Object && (Names(schema, "type") is var types && (types.Length == 0 || types.Contains(type)));

    /// <summary>A keyword that is one string or a list of them.</summary>
    private static string[] Names(JsonElement schema, string keyword)
    {
        if (schema.String(keyword) is { } one)
        {
            return [one];
        }

        return schema.Child(keyword) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]
            : [];
    }

    private static string Show(JsonNode? value)
    {
        var text = Json.Text(value);
        return text.Length <= 60 ? text : text[..57] + "...";
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names);
}

/// <summary>Either the arguments as JSON text that fits, or a complaint.</summary>
internal readonly record struct CheckedArguments(string? Arguments, string? Complaint);
