using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Control.Protocol;

/// <summary>One method of the control API: its name and the shapes of its parameters and result. Server and client use the same one.</summary>
internal sealed record ControlCall<TParams, TResult>(string Name, JsonTypeInfo<TParams> Params, JsonTypeInfo<TResult> Result)
{
    /// <summary>
    /// Whether a command that the gateway itself runs for a model may call it. Nearly nothing is: it could approve its own request, or read other sessions.
    /// </summary>
    public bool OpenToLaunched { get; init; }
}
