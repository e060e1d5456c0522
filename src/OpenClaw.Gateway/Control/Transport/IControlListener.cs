using System.IO.Pipelines;
using OpenClaw.Config.Tables;

namespace OpenClaw.Control.Transport;

/// <summary>Where connections come from: the Unix socket, or a test's pipes.</summary>
internal interface IControlListener : IDisposable
{
    /// <summary>Where it listens, for people.</summary>
    string Address { get; }

    /// <summary>Lets those as far as the door whom the configuration names; who they are is asked at the door. A sentence for the operator
    /// when they cannot get there.</summary>
    string? Open(ControlConfig config);

    /// <summary>The next connection, or null when the listener has been closed.</summary>
    Task<ControlTransport?> AcceptAsync(CancellationToken ct);
}
