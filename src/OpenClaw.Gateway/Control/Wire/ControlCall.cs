using System.Buffers;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenClaw.Control.Wire;

/// <summary>
/// One method of the control API: its name, its parameters and its result. Server and client use the same one. A JSON shape takes up to a
/// millisecond to get ready, so it is asked for with the first call and not when the methods are listed.
/// </summary>
/// <param name="json">The context that has both records.</param>
internal sealed class ControlCall<TParams, TResult>(string name, Func<JsonSerializerContext> json)
{
    public string Name => name;

    public JsonTypeInfo<TParams> Params => Shape<TParams>();

    public JsonTypeInfo<TResult> Result => Shape<TResult>();

    /// <summary>What the server writes the result with, where that is not <see cref="Result"/>.</summary>
    public Func<JsonTypeInfo<TResult>>? Written { get; init; }

    /// <summary>
    /// Whether a command that the gateway itself runs for a model may call it. Hardly any method is open to one: the command could approve
    /// its own request, or read other sessions.
    /// </summary>
    public bool OpenToLaunched { get; init; }

    /// <summary>The method as the server answers it.</summary>
    /// <param name="handler">Runs on the loop. Its token ends when the peer is gone or the gateway closes.</param>
    public IControlMethod By(Func<TParams, ControlPeer, CancellationToken, Task<TResult>> handler) =>
        new ControlMethod<TParams, TResult>(this, handler);

    /// <inheritdoc cref="By(Func{TParams, ControlPeer, CancellationToken, Task{TResult}})"/>
    public IControlMethod By(Func<TParams, ControlPeer, Task<TResult>> handler) =>
        new ControlMethod<TParams, TResult>(this, (parameters, peer, _) => handler(parameters, peer));

    private JsonTypeInfo<T> Shape<T>() => (JsonTypeInfo<T>)json().GetTypeInfo(typeof(T))!;
}

/// <summary>A call and what answers it: reads the parameters and writes the result.</summary>
internal sealed class ControlMethod<TParams, TResult>(
    ControlCall<TParams, TResult> call,
    Func<TParams, ControlPeer, CancellationToken, Task<TResult>> handler
) : IControlMethod
{
    public string Name => call.Name;

    public bool OpenToLaunched => call.OpenToLaunched;

    public async Task<ReadOnlyMemory<byte>> InvokeAsync(JsonElement? parameters, ControlPeer peer, CancellationToken ct)
    {
        var result = await handler(ParamsBinder.Bind(call.Name, parameters, call.Params), peer, ct);
        // Written here, on the loop: a result may look into lists that the next callback changes.
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
        {
            JsonSerializer.Serialize(writer, result, call.Written?.Invoke() ?? call.Result);
        }

        return buffer.WrittenMemory;
    }
}

/// <summary>One kind of message that the gateway sends without being asked for each.</summary>
/// <param name="json">The context that has the parameters.</param>
internal sealed class ControlNotice<T>(string method, Func<JsonSerializerContext> json)
{
    public string Method => method;

    public JsonTypeInfo<T> Params => (JsonTypeInfo<T>)json().GetTypeInfo(typeof(T))!;
}
