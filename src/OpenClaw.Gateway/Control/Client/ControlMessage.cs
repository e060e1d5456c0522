using OpenClaw.Control.Wire;

namespace OpenClaw.Control.Client;

/// <summary>One line from the gateway: the answer to a call, an error that concerns the whole connection (no id), or a
/// notification.</summary>
internal readonly record struct ControlMessage(long? Id, ControlNotification? Notification, JsonElement Result, ControlException? Error)
{
    /// <summary>Reads a line. The parts are copies, so the line's bytes may be written over.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of this protocol.</exception>
    public static ControlMessage Parse(ReadOnlyMemory<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("not an object");
        }

        if (root.TryGetProperty("method"u8, out var method))
        {
            var parameters = root.TryGetProperty("params"u8, out var given) ? given.Clone() : default;
            return new(null, new ControlNotification(method.GetString()!, parameters), default, null);
        }

        long? id = root.TryGetProperty("id"u8, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetInt64() : null;
        if (root.TryGetProperty("error"u8, out var wrong))
        {
            return new(
                id,
                null,
                default,
                new ControlException(wrong.GetProperty("code"u8).GetInt32(), wrong.GetProperty("message"u8).GetString()!)
            );
        }

        return root.TryGetProperty("result"u8, out var result)
            ? new(id, null, result.Clone(), null)
            : throw new JsonException("neither a result nor an error");
    }
}

/// <summary>Something the gateway sent without being asked for it.</summary>
internal sealed record ControlNotification(string Method, JsonElement Params)
{
    /// <summary>The parameters, when this is that notice; else null.</summary>
    public T? As<T>(ControlNotice<T> notice)
        where T : class => Method == notice.Method ? Params.Deserialize(notice.Params) : null;
}
