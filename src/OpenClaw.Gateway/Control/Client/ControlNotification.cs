using System.Text.Json;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Client;

/// <summary>Something the gateway sent by itself.</summary>
internal sealed record ControlNotification(string Method, JsonElement Params)
{
    /// <summary>The parameters, when this is that notice; else null.</summary>
    public T? As<T>(ControlNotice<T> notice)
        where T : class => Method == notice.Method ? JsonSerializer.Deserialize(Params, notice.Params) : null;
}
