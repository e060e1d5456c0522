using OpenClaw.Approvals;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;

namespace OpenClaw.Control.Api;

/// <summary>The methods about calls that wait for a person.</summary>
/// <param name="suggest">Makes the TOML of a rule that would have allowed the call.</param>
internal sealed class ApprovalsApi(ApprovalService approvals, PeerRights rights, Func<Approval, Task<string?>> suggest)
{
    public static ControlCall<ApprovalsListParams, ApprovalsListResult> List { get; } = new("approvals.list", ControlJson.Get);
    public static ControlCall<ApproveParams, ApproveResult> Approve { get; } = new("approvals.approve", ControlJson.Get);
    public static ControlCall<DenyParams, DenyResult> Deny { get; } = new("approvals.deny", ControlJson.Get);

    /// <summary>What waits, or with <c>all</c> the newest 200, decided or not.</summary>
    public async Task<ApprovalsListResult> ListAsync(ApprovalsListParams parameters, ControlPeer peer) =>
        new([
            .. (await approvals.ListAsync(parameters.All is true))
                .Where(a => rights.MaySee(peer, a))
                .Select(a => ApprovalInfo.Of(a) with { MayDecide = rights.MayDecide(peer, a) }),
        ]);

    /// <summary>With <c>rule</c>, also returns the TOML that would have allowed the call. Nothing else is allowed by it.</summary>
    public async Task<ApproveResult> ApproveAsync(ApproveParams parameters, ControlPeer peer)
    {
        var id = IdOf(parameters.Id);
        // Before the approval is used: the rule is found by looking at the call while it waits.
        var suggestion =
            parameters.Rule is true && await approvals.FindAsync(id) is { State: ApprovalState.Pending, Doubt: null } pending
                ? await suggest(pending)
                : null;
        var decision = await approvals.DecideAsync(id, approve: true, peer.Sender.Address, null, parameters.Fingerprint);
        return new ApproveResult(Decided(decision), suggestion);
    }

    public async Task<DenyResult> DenyAsync(DenyParams parameters, ControlPeer peer) =>
        new(
            Decided(
                await approvals.DecideAsync(
                    IdOf(parameters.Id),
                    approve: false,
                    peer.Sender.Address,
                    parameters.Reason,
                    parameters.Fingerprint
                )
            )
        );

    private static ApprovalId IdOf(string text) => new(text.Trim().ToLowerInvariant());

    /// <exception cref="ControlException">The decision did not count, and why.</exception>
    private static ApprovalInfo Decided(Decision decision) =>
        decision switch
        {
            Decision.Taken taken => ApprovalInfo.Of(taken.Approval),
            Decision.Unknown unknown => throw ControlException.NotFound(unknown.Line),
            Decision.TooLate late => throw ControlException.Failed(late.Line),
            Decision.NotAllowed refused => throw ControlException.NotAllowed(refused.Line),
            Decision.NotShown other => throw ControlException.Failed(other.Line),
            _ => throw new InvalidOperationException("no such decision"),
        };
}

/// <param name="All">Decided ones too.</param>
internal sealed record ApprovalsListParams(bool? All = null);

internal sealed record ApprovalsListResult(IReadOnlyList<ApprovalInfo> Approvals);

/// <param name="Fingerprint">What <see cref="ApprovalInfo.Fingerprint"/> said of the call that was shown. Nothing is approved without.</param>
/// <param name="Rule">Also return the TOML of a rule that would have allowed it.</param>
internal sealed record ApproveParams(string Id, string? Fingerprint = null, bool? Rule = null);

internal sealed record ApproveResult(ApprovalInfo Approval, string? Suggestion = null);

/// <param name="Fingerprint">As in <see cref="ApproveParams"/>; a call may be denied without.</param>
/// <param name="Reason">Told to the model.</param>
internal sealed record DenyParams(string Id, string? Fingerprint = null, string? Reason = null);

internal sealed record DenyResult(ApprovalInfo Approval);
