using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>channels.probe</c>: asks each channel's service what is usually wrong.</summary>
internal sealed class ChannelsProbeMethod(Func<CancellationToken, Task<IReadOnlyList<ChannelFinding>>> look, PeerRights rights)
    : ControlMethod<NoParams, ChannelsProbeResult>(ControlCalls.ChannelsProbe)
{
    protected override async Task<ChannelsProbeResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "ask the channels");
        return new ChannelsProbeResult(await look(ct));
    }
}
