using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Channels;

/// <summary>Reads what a service sends. A shape that did not exist last year must not stop all that comes after it.</summary>
internal static class Shapes
{
    /// <summary>Null for anything that is not of that shape.</summary>
    public static T? Read<T>(JsonElement json, JsonTypeInfo<T> type) where T : class
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
}
