using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Messages;

namespace OpenClaw.Control.Methods;

/// <summary><c>approvals.deny</c>.</summary>
internal sealed class DenyMethod(ApprovalDesk desk) : ControlMethod<DenyParams, DenyResult>(ControlCalls.ApprovalsDeny)
{
    protected override async Task<DenyResult> InvokeAsync(DenyParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var id = new ApprovalId(parameters.Id.Trim().ToLowerInvariant());
        return new DenyResult(
            ApprovalShapes.Of(
                Decisions.Taken(await desk.DecideAsync(id, approve: false, peer.Sender.Address, parameters.Reason, parameters.Fingerprint))
            )
        );
    }
}
