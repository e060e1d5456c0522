using System.Text.Json;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Client;

/// <summary>One line from the gateway: the answer to a call, an error that concerns the whole connection (no id), or a notification (a
/// method).</summary>
internal readonly record struct ControlMessage(long? Id, string? Method, JsonElement Params, JsonElement Result, ControlException? Error)
{
    /// <summary>Its parts are copies: the document may be given back.</summary>
    /// <exception cref="JsonException">It is JSON, and not of this protocol.</exception>
    public static ControlMessage Of(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("not an object");
        }

        if (line.TryGetProperty("method"u8, out var method))
        {
            return new(null, method.GetString(), line.TryGetProperty("params"u8, out var given) ? given.Clone() : default, default, null);
        }

        long? id = line.TryGetProperty("id"u8, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt64() : null;
        if (line.TryGetProperty("error"u8, out var wrong))
        {
            return new(
                id,
                null,
                default,
                default,
                new ControlException(wrong.GetProperty("code"u8).GetInt32(), wrong.GetProperty("message"u8).GetString()!)
            );
        }

        return line.TryGetProperty("result"u8, out var result)
            ? new(id, null, default, result.Clone(), null)
            : throw new JsonException("neither a result nor an error");
    }
}
