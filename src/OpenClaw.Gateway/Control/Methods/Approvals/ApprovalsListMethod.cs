using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>approvals.list</c>: what waits, or with <c>all</c> the newest 200, decided or not.</summary>
internal sealed class ApprovalsListMethod(ApprovalDesk desk, PeerRights rights)
    : ControlMethod<ApprovalsListParams, ApprovalsListResult>(ControlCalls.ApprovalsList)
{
    protected override async Task<ApprovalsListResult> InvokeAsync(
        ApprovalsListParams parameters,
        ControlPeer peer,
        CancellationToken ct
    ) =>
        new([
            .. (await desk.ListAsync(parameters.All is true))
                .Where(a => rights.MaySee(peer, a))
                .Select(a => ApprovalShapes.Of(a) with { MayDecide = rights.MayDecide(peer, a) }),
        ]);
}
