using OpenClaw.Approvals;

namespace OpenClaw.Channels;

/// <summary>What came of the press of a button below an asked call.</summary>
/// <param name="Counted">It was the decision; the message itself will say so.</param>
/// <param name="Words">For the one who pressed, and nobody else.</param>
internal sealed record ApprovalPress(bool Counted, string Words)
{
    public static ApprovalPress UnknownButton { get; } = new(false, "This button is not known any more.");

    /// <summary>
    /// Takes a press to the approval service. Who may decide is the policy's matter; one answer counts, so a press that comes twice is decided once. On
    /// the loop. </summary>
    /// <returns>Null when the decision could not be written: the press must come again.</returns>
    public static async Task<ApprovalPress?> DecideAsync(ApprovalService approvals, ShownApproval shown, bool approve, Sender by)
    {
        try
        {
            return await approvals.DecideAsync(shown.Id, approve, by.Address, null, shown.Fingerprint) switch
            {
                Decision.Taken => new(true, approve ? "Approved." : "Denied."),
                Decision.TooLate late => new(false, late.Line),
                Decision.NotAllowed => new(false, Decision.NotAllowed.InAGroup),
                Decision.NotShown other => new(false, other.Line),
                _ => new(false, "This request is not known any more."),
            };
        }
        catch (StorageException e) when (e.MayPass)
        {
            return null;
        }
    }
}
