using System.IO.Pipelines;
using OpenClaw.Network;

namespace OpenClaw.Control.Transport;

/// <summary>Where connections come from: the Unix socket, or a test's pipes.</summary>
internal interface IControlListener : IDisposable
{
    /// <summary>Where it listens, for people.</summary>
    string Address { get; }

    /// <summary>The next connection, or null when the listener has been closed.</summary>
    Task<ControlTransport?> AcceptAsync(CancellationToken ct);
}
