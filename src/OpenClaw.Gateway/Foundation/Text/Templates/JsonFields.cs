namespace OpenClaw.Foundation.Text.Templates;

/// <summary>Finds values in JSON by a path of names, and says them as text.</summary>
internal static class JsonFields
{
    /// <summary>Null when there is nothing at that path. A number counts the elements of a list, and is a name in an object.</summary>
    public static JsonElement? Find(JsonElement root, IEnumerable<string> path)
    {
        var at = root;
        foreach (var name in path)
        {
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var value))
            {
                at = value;
            }
            else if (
                at.ValueKind == JsonValueKind.Array
                && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                && index < at.GetArrayLength()
            )
            {
                at = at[index];
            }
            else
            {
                return null;
            }
        }

        return at;
    }

    /// <summary>A text as it is, <c>null</c> as nothing, anything else as JSON without blanks.</summary>
    public static string Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => "",
            JsonValueKind.String => String(value),
            JsonValueKind.Object or JsonValueKind.Array => Compact(value),
            _ => value.GetRawText(),
        };

    private static string String(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is fine in JSON and nowhere else; as it was written it can be shown.
            return value.GetRawText().Trim('"');
        }
    }

    private static string Compact(JsonElement value)
    {
        using var buffer = new MemoryStream();
        // A reader of prompts gains nothing from escapes, and each is several tokens.
        using (
            var writer = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            Write(writer, value);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(Name(property));
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(String(value));
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
