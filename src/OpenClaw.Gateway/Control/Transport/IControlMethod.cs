using System.Text.Json;

namespace OpenClaw.Control.Transport;

/// <summary>What the server calls for a request. Implement <see cref="ControlMethod{TParams,TResult}"/> instead.</summary>
internal interface IControlMethod
{
    string Name { get; }

    /// <summary>See <see cref="ControlCall{TParams,TResult}.OpenToLaunched"/>.</summary>
    bool OpenToLaunched { get; }

    /// <summary>Runs on the loop. Returns the result as JSON.</summary>
    /// <exception cref="ControlException">The answer is an error.</exception>
    Task<byte[]> InvokeAsync(JsonElement? parameters, ControlPeer peer, CancellationToken ct);
}
