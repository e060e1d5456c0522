using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Transport;

/// <summary>The lines of JSON-RPC 2.0, each with its newline.</summary>
internal static class ControlWire
{
    /// <summary>A longer line ends the connection.</summary>
    public const int MaxLineBytes = 1 << 20;

    public static ReadOnlyMemory<byte> Request<T>(long id, string method, T parameters, Func<JsonTypeInfo<T>> type) => Line(writer =>
    {
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, method);
        // JSON-RPC lets them be absent, and a shape that says nothing costs a millisecond to make ready.
        if (parameters is NoParams) return;
        writer.WritePropertyName("params"u8);
        JsonSerializer.Serialize(writer, parameters, type());
    });

    public static ReadOnlyMemory<byte> Notification<T>(ControlNotice<T> notice, T parameters) => Line(writer =>
    {
        writer.WriteString("method"u8, notice.Method);
        writer.WritePropertyName("params"u8);
        JsonSerializer.Serialize(writer, parameters, notice.Params);
    });

    public static ReadOnlyMemory<byte> Result(JsonElement id, byte[] result) => Line(writer =>
    {
        WriteId(writer, id);
        writer.WritePropertyName("result"u8);
        writer.WriteRawValue(result, skipInputValidation: true);
    });

    /// <param name="id">Default when the request could not be read so far: null is written.</param>
    public static ReadOnlyMemory<byte> Error(JsonElement id, int code, string message) => Line(writer =>
    {
        WriteId(writer, id);
        writer.WriteStartObject("error"u8);
        writer.WriteNumber("code"u8, code);
        writer.WriteString("message"u8, message);
        writer.WriteEndObject();
    });

    private static void WriteId(Utf8JsonWriter writer, JsonElement id)
    {
        writer.WritePropertyName("id"u8);
        if (id.ValueKind == JsonValueKind.Undefined)
        {
            writer.WriteNullValue();
        }
        else
        {
            id.WriteTo(writer);
        }
    }

    private static ReadOnlyMemory<byte> Line(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, ControlJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            body(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}
