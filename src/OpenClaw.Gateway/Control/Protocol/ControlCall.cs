using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Control.Protocol;

/// <summary>
/// One method of the control API: its name and the shapes of its parameters and result. Server and client use the same one. To make a shape
/// ready takes a millisecond or more, so it is asked for when the first call is made and not when thirty methods are listed.
/// </summary>
internal sealed class ControlCall<TParams, TResult>(string name, Func<JsonTypeInfo<TParams>> parameters, Func<JsonTypeInfo<TResult>> result)
{
    public string Name => name;

    public JsonTypeInfo<TParams> Params => parameters();

    public JsonTypeInfo<TResult> Result => result();

    /// <summary>
    /// Whether a command that the gateway itself runs for a model may call it. Nearly nothing is: it could approve its own request, or read
    /// other sessions. </summary>
    public bool OpenToLaunched { get; init; }
}
