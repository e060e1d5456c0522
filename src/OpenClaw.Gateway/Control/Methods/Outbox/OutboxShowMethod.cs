using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Delivery.Outbox;

namespace OpenClaw.Control.Methods;

/// <summary><c>outbox.show</c>: one message, whole.</summary>
internal sealed class OutboxShowMethod(OutboxDesk desk, PeerRights rights)
    : ControlMethod<OutboxParams, OutboxResult>(ControlCalls.OutboxShow)
{
    protected override async Task<OutboxResult> InvokeAsync(OutboxParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "see the outbox");
        return await desk.FindAsync(parameters.Id) is { } row
            ? new OutboxResult(OutboxShapes.Of(row))
            : throw OutboxShapes.Missing(parameters.Id);
    }
}
