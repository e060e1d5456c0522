using System.IO.Pipelines;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Control.Transport;

/// <summary>One accepted connection: its bytes and who the kernel says is there.</summary>
internal sealed record ControlTransport(IDuplexPipe Pipe, PeerCredentials Peer, IDisposable? Owner = null);
