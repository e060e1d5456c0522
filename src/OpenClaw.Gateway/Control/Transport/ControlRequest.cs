using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using OpenClaw.Control.Protocol;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Control.Transport;

/// <summary>One line that asks for something. Without an id it is a notification and nobody answers it.</summary>
internal sealed record ControlRequest(JsonElement Id, string Method, JsonElement? Params)
{
    public bool IsNotification => Id.ValueKind == JsonValueKind.Undefined;

    /// <exception cref="MalformedRequestException">What the answer should say.</exception>
    public static ControlRequest Parse(ReadOnlySequence<byte> line)
    {
        var bytes = line.ToArray();
        if (!Utf8.IsValid(bytes))
        {
            throw new MalformedRequestException(default, ControlErrors.Parse, "the line is not UTF-8");
        }

        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            // Cloned away from the pooled document: handlers keep elements for as long as they like.
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new MalformedRequestException(default, ControlErrors.Parse, $"the line is not JSON: byte {e.BytePositionInLine ?? 0}");
        }

        if (root.ValueKind == JsonValueKind.Array)
        {
            throw new MalformedRequestException(default, ControlErrors.InvalidRequest, "batches are not taken; send one request a line");
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new MalformedRequestException(
                default,
                ControlErrors.InvalidRequest,
                "a request is an object with jsonrpc, id, method and params"
            );
        }

        // Names are compared unescaped, so half a character in one of them would end the first look for another.
        if (JsonCharacters.Complaint(bytes) is { } half && !IsInParams(bytes))
        {
            throw new MalformedRequestException(default, ControlErrors.InvalidRequest, $"the line {half}");
        }

        root.TryGetProperty("id"u8, out var id);
        if (id.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String or JsonValueKind.Number))
        {
            throw new MalformedRequestException(default, ControlErrors.InvalidRequest, "id is a string or a number");
        }

        if (
            !root.TryGetProperty("jsonrpc"u8, out var version)
            || version.ValueKind != JsonValueKind.String
            || !version.ValueEquals("2.0"u8)
        )
        {
            throw new MalformedRequestException(id, ControlErrors.InvalidRequest, "jsonrpc must be \"2.0\"");
        }

        if (!root.TryGetProperty("method"u8, out var method) || method.ValueKind != JsonValueKind.String)
        {
            throw new MalformedRequestException(id, ControlErrors.InvalidRequest, "method is missing");
        }

        return new ControlRequest(id, method.GetString()!, root.TryGetProperty("params"u8, out var parameters) ? parameters : null);
    }

    /// <summary>Whether all that stands beside the parameters is text. What is wrong with the parameters is their method's to say, under
    /// the request's id.</summary>
    private static bool IsInParams(byte[] request)
    {
        var reader = new Utf8JsonReader(request);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (JsonCharacters.Complaint(reader.ValueSpan) is not null)
            {
                return false;
            }
            var isParams = reader.ValueTextEquals("params"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isParams && JsonCharacters.Complaint(request.AsSpan(start, (int)reader.BytesConsumed - start)) is not null)
            {
                return false;
            }
        }

        return true;
    }
}
