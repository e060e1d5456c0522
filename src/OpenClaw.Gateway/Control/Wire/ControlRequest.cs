using System.Buffers;
using System.Text.Unicode;

namespace OpenClaw.Control.Wire;

/// <summary>One line that asks for something. Without an id it is a notification, and it is not answered.</summary>
internal sealed record ControlRequest(JsonElement Id, string Method, JsonElement? Params)
{
    public bool IsNotification => Id.ValueKind == JsonValueKind.Undefined;

    /// <exception cref="MalformedRequestException">What the answer should say.</exception>
    public static ControlRequest Parse(ReadOnlySequence<byte> line)
    {
        var root = ParseObject(line.ToArray());
        root.TryGetProperty("id"u8, out var id);
        if (id.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String or JsonValueKind.Number))
        {
            throw Invalid(default, "id is a string or a number");
        }

        if (
            !root.TryGetProperty("jsonrpc"u8, out var version)
            || version.ValueKind != JsonValueKind.String
            || !version.ValueEquals("2.0"u8)
        )
        {
            throw Invalid(id, "jsonrpc must be \"2.0\"");
        }

        if (!root.TryGetProperty("method"u8, out var method) || method.ValueKind != JsonValueKind.String)
        {
            throw Invalid(id, "method is missing");
        }

        return new ControlRequest(id, method.GetString()!, root.TryGetProperty("params"u8, out var parameters) ? parameters : null);
    }

    private static JsonElement ParseObject(byte[] bytes)
    {
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

        if (root.ValueKind != JsonValueKind.Object)
        {
            throw Invalid(
                default,
                root.ValueKind == JsonValueKind.Array
                    ? "batches are not taken; send one request a line"
                    : "a request is an object with jsonrpc, id, method and params"
            );
        }

        // Names are compared unescaped, so half a character in one of them would end the first look for another.
        return JsonCharacters.Complaint(bytes) is { } half && !IsInParams(bytes) ? throw Invalid(default, $"the line {half}") : root;
    }

    private static MalformedRequestException Invalid(JsonElement id, string message) => new(id, ControlErrors.InvalidRequest, message);

    /// <summary>Whether everything beside the parameters is text. What is wrong with the parameters is answered by their method, under the
    /// request's id.</summary>
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

/// <summary>A line that is no request; carries what the answer says.</summary>
internal sealed class MalformedRequestException(JsonElement id, int code, string message) : Exception(message)
{
    public JsonElement Id { get; } = id;

    public int Code { get; } = code;
}
