using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace OpenClaw.Models.Clients;

/// <summary>JSON the way models read it cheapest: no white space, and no escapes where the character itself will do.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions s_writer = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = false,
    };

    // A request grows with its conversation, and a buffer that doubles its way up to it costs as much again. One that had to hold an image
    // is let go.
    private const int KeptBuffer = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    public static JsonDocumentOptions Lenient { get; } = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Parses text we wrote or have already checked; the element owns its memory.</summary>
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static bool TryParse(string text, out JsonElement element)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Lenient);
            element = document.RootElement.Clone();
            return true;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            // An ArgumentException is half a character in the text, which the parser cannot write as UTF-8.
            element = default;
            return false;
        }
    }

    public static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        // Taken away while it is in use: what is written may itself write something.
        var buffer = t_buffer ?? new ArrayBufferWriter<byte>(4096);
        t_buffer = null;
        using (var writer = new Utf8JsonWriter(buffer, s_writer))
        {
            write(writer);
        }

        var bytes = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        if (buffer.Capacity <= KeptBuffer)
        {
            t_buffer = buffer;
        }
        return bytes;
    }

    /// <summary>The elements of an array, without its brackets.</summary>
    public static byte[] Elements(Action<Utf8JsonWriter> write) =>
        Bytes(writer =>
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        })[1..^1];

    public static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(write));

    public static string Text(JsonNode? node) => node is null ? "null" : Text(writer => node.WriteTo(writer));

    /// <summary>Compact text of a value, independent of how its source was laid out; as it was written where it holds half a character,
    /// which nobody can write anew.</summary>
    public static string Text(JsonElement element)
    {
        try
        {
            return Text(element.WriteTo);
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    /// <summary>A string property, or null when it is absent or something else. A server that cuts its stream inside a character sends half
    /// of one: that is U+FFFD.</summary>
    public static string? String(this JsonElement element, string name) =>
        element.TryFind(name, out var value) && value.ValueKind == JsonValueKind.String ? value.Words() : null;

    /// <summary>The text of a string, whatever characters it is made of.</summary>
    public static string Words(this JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return JsonCharacters.Mended(JsonMarshal.GetRawUtf8Value(text)[1..^1]);
        }
    }

    public static int? Int(this JsonElement element, string name) =>
        element.TryFind(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : null;

    public static long? Long(this JsonElement element, string name) =>
        element.TryFind(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>A property that is an object or an array, or null.</summary>
    public static JsonElement? Child(this JsonElement element, string name) =>
        element.TryFind(name, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? value : null;

    /// <summary>A property of an object. Names are compared unescaped, and half a character in another name ends the search.</summary>
    public static bool TryFind(this JsonElement element, string name, out JsonElement found)
    {
        found = default;
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out found);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
