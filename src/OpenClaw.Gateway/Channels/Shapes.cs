using System.Runtime.InteropServices;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Channels;

/// <summary>
/// Reads what a service sends. A shape that did not exist last year must not stop all that comes after it, nor take with it what stands
/// beside it: see <see cref="WellFormedText"/> and <see cref="OptionalPart{T}"/>. </summary>
internal static class Shapes
{
    /// <summary>Null for anything that is not of that shape.</summary>
    public static T? Read<T>(JsonElement json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return json.ValueKind == JsonValueKind.Object ? json.Deserialize(type) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A whole number of an object; null when there is none of that name.</summary>
    public static long? Number(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>A text of an object, as <see cref="WellFormedText"/> reads it; null when there is none of that name.</summary>
    public static string? Text(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }
        var reader = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(value));
        reader.Read();
        return WellFormedText.Read(ref reader);
    }
}
