using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Delivery.Outbox;

namespace OpenClaw.Control.Methods;

/// <summary><c>outbox.drop</c>: never sends it.</summary>
internal sealed class OutboxDropMethod(OutboxDesk desk, PeerRights rights)
    : ControlMethod<OutboxParams, OutboxResult>(ControlCalls.OutboxDrop)
{
    protected override async Task<OutboxResult> InvokeAsync(OutboxParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "drop a message");
        return OutboxShapes.Of(await desk.DropAsync(parameters.Id, peer.Sender.Address), parameters.Id);
    }
}
