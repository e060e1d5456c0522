using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Delivery.Outbox;

namespace OpenClaw.Control.Methods;

/// <summary><c>outbox.resend</c>: sends again what the gateway had let go of.</summary>
internal sealed class OutboxResendMethod(OutboxDesk desk, PeerRights rights)
    : ControlMethod<OutboxParams, OutboxResult>(ControlCalls.OutboxResend)
{
    protected override async Task<OutboxResult> InvokeAsync(OutboxParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "send a message again");
        return OutboxShapes.Of(await desk.ResendAsync(parameters.Id), parameters.Id);
    }
}
