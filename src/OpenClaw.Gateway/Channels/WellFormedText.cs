using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Channels;

/// <summary>A service's text. Half a surrogate pair is no letter, and neither are bytes that are not UTF-8: each is read as U+FFFD, and the rest is there.</summary>
internal sealed class WellFormedText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    /// <exception cref="JsonException">It is something else than text.</exception>
    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) throw new JsonException($"{reader.TokenType} where text is expected");
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return Mended(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);
        }
    }

    private static string Mended(ReadOnlySpan<byte> escaped)
    {
        var (written, text) = (Encoding.UTF8.GetString(escaped), new StringBuilder());
        for (var at = 0; at < written.Length; at++) text.Append(written[at] == '\\' ? Unescaped(written, ref at) : written[at]);
        // Encoding replaces what is no letter.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static char Unescaped(string written, ref int at)
    {
        switch (written[++at])
        {
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u':
                at += 4;
                return (char)ushort.Parse(written.AsSpan(at - 3, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return written[at];
        }
    }
}
