using System.Buffers;
using System.Text.Json;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Transport;

/// <summary>
/// A method of the control API. A subclass says what it does on the loop; reading the parameters and writing the result happen here. A
/// sealed subclass of twenty lines in <c>Methods/</c> and a row in <see cref="MethodTable"/> is all a new method needs.
/// </summary>
internal abstract class ControlMethod<TParams, TResult>(ControlCall<TParams, TResult> call) : IControlMethod
{
    public string Name => call.Name;

    public bool OpenToLaunched => call.OpenToLaunched;

    /// <summary>Runs on the loop. <paramref name="ct"/> ends when the peer is gone or the gateway closes.</summary>
    protected abstract Task<TResult> InvokeAsync(TParams parameters, ControlPeer peer, CancellationToken ct);

    async Task<byte[]> IControlMethod.InvokeAsync(JsonElement? parameters, ControlPeer peer, CancellationToken ct)
    {
        var bound = ParamsBinder.Bind(call.Name, parameters, call.Params);
        var result = await InvokeAsync(bound, peer, ct);
        // Written here, on the loop: a result may look into lists that the next callback changes.
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ControlJson.WriterOptions))
        {
            Write(writer, result);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the result, by the call's own shape where nothing better is known.</summary>
    protected virtual void Write(Utf8JsonWriter writer, TResult result) => JsonSerializer.Serialize(writer, result, call.Result);
}
