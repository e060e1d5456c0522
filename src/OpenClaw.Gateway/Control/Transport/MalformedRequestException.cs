using System.Text.Json;

namespace OpenClaw.Control.Transport;

/// <summary>A line that is no request; carries what the answer says.</summary>
internal sealed class MalformedRequestException(JsonElement id, int code, string message) : Exception(message)
{
    public JsonElement Id { get; } = id;

    public int Code { get; } = code;
}
