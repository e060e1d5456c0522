using System.Buffers;

namespace OpenClaw.Control.Wire;

/// <summary>
/// The lines of JSON-RPC 2.0, each with its newline. The frame is written piece by piece around what the generated shapes write: a record
/// of the frame would take a shape for each payload, or each payload twice.
/// </summary>
internal static class ControlWire
{
    /// <summary>A longer line ends the connection.</summary>
    public const int MaxLineBytes = 1 << 20;

    /// <summary>The same in words for people.</summary>
    public const string MaxLine = "1 MB";

    /// <summary>What to do with a text that is longer.</summary>
    public const string InsteadOfLong = "Put it into a file of the workspace and name the file.";

    /// <exception cref="ControlException">It is longer than a gateway reads.</exception>
    public static ReadOnlyMemory<byte> Request<TParams, TResult>(long id, ControlCall<TParams, TResult> call, TParams parameters)
    {
        var line = Line(writer =>
        {
            writer.WriteNumber("id"u8, id);
            writer.WriteString("method"u8, call.Name);
            // JSON-RPC lets params be absent, and then their shape need not be made ready.
            if (parameters is not NoParams)
            {
                writer.WritePropertyName("params"u8);
                JsonSerializer.Serialize(writer, parameters, call.Params);
            }
        });
        // Refused before it is sent: the gateway would close the connection in the middle of it.
        return line.Length <= MaxLineBytes
            ? line
            : throw ControlException.InvalidParams(
                $"{call.Name} would be a request of {line.Length} bytes, and one has at most {MaxLineBytes} ({MaxLine}); nothing was sent. {InsteadOfLong}"
            );
    }

    public static ReadOnlyMemory<byte> Notification<T>(ControlNotice<T> notice, T parameters) =>
        Line(writer =>
        {
            writer.WriteString("method"u8, notice.Method);
            writer.WritePropertyName("params"u8);
            JsonSerializer.Serialize(writer, parameters, notice.Params);
        });

    public static ReadOnlyMemory<byte> Result(JsonElement id, ReadOnlyMemory<byte> result) =>
        Line(writer =>
        {
            WriteId(writer, id);
            writer.WritePropertyName("result"u8);
            writer.WriteRawValue(result.Span, skipInputValidation: true);
        });

    /// <param name="id">Default when the request could not be read so far: null is written.</param>
    public static ReadOnlyMemory<byte> Error(JsonElement id, int code, string message) =>
        Line(writer =>
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
        using (var writer = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
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
