using System.IO.Pipelines;
using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Control.Wire;

/// <summary>Where connections come from: the Unix socket, or a test's pipes.</summary>
internal interface IControlListener : IDisposable
{
    /// <summary>Where it listens, for people.</summary>
    string Address { get; }

    /// <summary>Opens the way to the socket for the users whom the configuration names; who they are is checked when they connect. Returns
    /// a sentence for the operator when they cannot get there.</summary>
    string? Open(ControlConfig config);

    /// <summary>The next connection, or null when the listener has been closed.</summary>
    Task<ControlTransport?> AcceptAsync(CancellationToken ct);
}

/// <summary>One accepted connection: its bytes, and who the kernel says is there.</summary>
internal sealed record ControlTransport(IDuplexPipe Pipe, PeerCredentials Peer, IDisposable? Owner = null);
