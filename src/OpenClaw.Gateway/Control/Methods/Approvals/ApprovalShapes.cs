using System.Text.Json;
using OpenClaw.Approvals;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Control.Methods;

/// <summary>An approval as the wire shows it.</summary>
internal static class ApprovalShapes
{
    public static ApprovalInfo Of(Approval approval)
    {
        if (approval.Doubt is not null)
        {
            return Doubted(approval);
        }
        using var arguments = JsonDocument.Parse(approval.Arguments);
        return new ApprovalInfo
        {
            Id = approval.Id.Value,
            Session = approval.Session.Value,
            Sender = approval.Sender,
            Tool = approval.Tool,
            Display = approval.Display,
            Arguments = arguments.RootElement.Clone(),
            Fingerprint = approval.Fingerprint,
            Rule = approval.Rule,
            Span = approval.Span,
            Reason = approval.Reason,
            AskedAt = approval.AskedAt,
            ExpiresAt = approval.ExpiresAt,
            State = ApprovalStore.Word(approval.State),
            DecidedBy = approval.DecidedBy,
            DecidedAt = approval.DecidedAt,
            Note = approval.Note,
            Approvers = [.. approval.Approvers],
        };
    }

    /// <summary>Words that something else wrote into the row are shown to nobody as a call that waits. Whoever answers is told why it is
    /// refused.</summary>
    private static ApprovalInfo Doubted(Approval approval) =>
        new()
        {
            Id = approval.Id.Value,
            Session = approval.Session.Value,
            Sender = approval.Sender,
            Tool = approval.Tool,
            Display = $"not shown: {approval.Doubt}; it is not run whatever is answered",
            AskedAt = approval.AskedAt,
            ExpiresAt = approval.ExpiresAt,
            State = ApprovalStore.Word(approval.State),
            Doubt = approval.Doubt,
        };
}
