using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Control.Methods;

/// <summary><c>turn.stop</c>: the same as <c>/stop</c>.</summary>
internal sealed class TurnStopMethod(LaneTable lanes, PeerRights rights)
    : ControlMethod<SessionParams, TurnStopResult>(ControlCalls.TurnStop)
{
    protected override async Task<TurnStopResult> InvokeAsync(SessionParams parameters, ControlPeer peer, CancellationToken ct) =>
        new(await lanes.StopAsync(rights.Key(peer, parameters.Session), peer.Sender.Address));
}
