using System.Runtime.InteropServices;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Control.Wire;

/// <summary>Turns the parameters of a request into their record, and what is wrong with them into words.</summary>
internal static class ParamsBinder
{
    public static T Bind<T>(string method, JsonElement? parameters, JsonTypeInfo<T> type)
    {
        var given = parameters ?? default;
        if (given.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            given = s_empty;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            throw ControlException.InvalidParams($"{method}: params is an object with names, not {Kind(given)}");
        }

        if (JsonCharacters.Complaint(JsonMarshal.GetRawUtf8Value(given)) is { } half)
        {
            throw ControlException.InvalidParams($"{method}: params {half}");
        }

        CheckNames(method, given, type);
        try
        {
            return given.Deserialize(type) ?? throw ControlException.InvalidParams($"{method}: params is missing");
        }
        catch (JsonException e)
        {
            throw ControlException.InvalidParams($"{method}: {e.Path?.TrimStart('$', '.')} is not of the type it should be");
        }
    }

    private static readonly JsonElement s_empty = JsonDocument.Parse("{}").RootElement;

    // A misspelt optional parameter would be ignored, and the caller be surprised later. A configuration's unknown key is an error for the
    // same reason.
    private static void CheckNames<T>(string method, JsonElement given, JsonTypeInfo<T> type)
    {
        foreach (var property in given.EnumerateObject())
        {
            if (!type.Properties.Any(p => property.NameEquals(p.Name)))
            {
                var takes = type.Properties.Count == 0 ? "takes none" : $"takes {string.Join(", ", type.Properties.Select(p => p.Name))}";
                throw ControlException.InvalidParams($"{method}: unknown parameter \"{property.Name}\"; it {takes}");
            }
        }

        foreach (var property in type.Properties)
        {
            if (property.IsRequired && (!given.TryGetProperty(property.Name, out var value) || value.ValueKind == JsonValueKind.Null))
            {
                throw ControlException.InvalidParams($"{method}: parameter \"{property.Name}\" is missing");
            }
        }
    }

    private static string Kind(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => "an array",
            JsonValueKind.String => "a string",
            JsonValueKind.Number => "a number",
            _ => "a truth value",
        };
}
