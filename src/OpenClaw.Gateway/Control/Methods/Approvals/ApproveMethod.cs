using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Messages;

namespace OpenClaw.Control.Methods;

/// <summary><c>approvals.approve</c>: with <c>rule</c>, also the TOML that would have allowed the call. Nothing is allowed from now on by
/// it.</summary>
/// <param name="suggest">Makes that TOML.</param>
internal sealed class ApproveMethod(ApprovalDesk desk, Func<Approval, Task<string?>> suggest)
    : ControlMethod<ApproveParams, ApproveResult>(ControlCalls.ApprovalsApprove)
{
    protected override async Task<ApproveResult> InvokeAsync(ApproveParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var id = new ApprovalId(parameters.Id.Trim().ToLowerInvariant());
        // Before it is used: the rule is found by looking at the call as it stands.
        var suggestion =
            parameters.Rule is true && await desk.FindAsync(id) is { State: ApprovalState.Pending, Doubt: null } pending
                ? await suggest(pending)
                : null;
        var approval = Decisions.Taken(await desk.DecideAsync(id, approve: true, peer.Sender.Address, null, parameters.Fingerprint));
        return new ApproveResult(ApprovalShapes.Of(approval), suggestion);
    }
}
