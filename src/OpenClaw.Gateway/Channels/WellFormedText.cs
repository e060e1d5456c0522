using System.Buffers;
using System.Text.Json.Serialization;

namespace OpenClaw.Channels;

/// <summary>A service's text. Half a surrogate pair is no letter, and neither are bytes that are not UTF-8: each is read as U+FFFD, and the
/// rest is there.</summary>
internal sealed class WellFormedText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <exception cref="JsonException">It is something else than text.</exception>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            throw new JsonException($"{reader.TokenType} where text is expected");
        }
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return JsonCharacters.Mended(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        }
    }
}
