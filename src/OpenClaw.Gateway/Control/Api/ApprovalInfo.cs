using System.Diagnostics.CodeAnalysis;
using OpenClaw.Approvals;

namespace OpenClaw.Control.Api;

/// <summary>A call that waits for a person, or did.</summary>
internal sealed record ApprovalInfo
{
    public required string Id { get; init; }
    public string? Session { get; init; }
    public string? Sender { get; init; }
    public required string Tool { get; init; }

    /// <summary>The whole call in words. Raw: the client that shows it escapes it (<see cref="Text.Escaping"/>).</summary>
    public required string Display { get; init; }

    public JsonElement? Arguments { get; init; }

    /// <summary>Of the call as it is shown here. An answer repeats it, so that it counts for this call and no other.</summary>
    public string? Fingerprint { get; init; }

    public string? Rule { get; init; }

    /// <summary>The place of the rule, <c>file:line</c>.</summary>
    public string? Span { get; init; }

    public string? Reason { get; init; }
    public DateTimeOffset? AskedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>One of <see cref="ApprovalStates"/>.</summary>
    public string State { get; init; } = ApprovalStates.Pending;

    public string? DecidedBy { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What was said with the answer, why it is asked again, or why it was refused.</summary>
    public string? Note { get; init; }

    /// <summary>Why it is not to be believed: its row is not as the gateway wrote it, so it is not shown, has no fingerprint and is never
    /// run.</summary>
    public string? Doubt { get; init; }

    public IReadOnlyList<string>? Approvers { get; init; }

    /// <summary>Whether the client that receives this may decide it; absent where it is sent to no client in particular.</summary>
    public bool? MayDecide { get; init; }

    [return: NotNullIfNotNull(nameof(approval))]
    public static ApprovalInfo? Of(Approval? approval)
    {
        if (approval is null)
        {
            return null;
        }
        var shown = new ApprovalInfo
        {
            Id = approval.Id.Value,
            Session = approval.Session.Value,
            Sender = approval.Sender,
            Tool = approval.Tool,
            Display = approval.Display,
            AskedAt = approval.AskedAt,
            ExpiresAt = approval.ExpiresAt,
            State = ApprovalStore.Word(approval.State),
        };
        // A row that was changed by something else than the gateway is never shown as a call that waits. The text says why any answer is
        // refused.
        if (approval.Doubt is { } doubt)
        {
            return shown with { Display = $"not shown: {doubt}; it is not run whatever is answered", Doubt = doubt };
        }
        using var arguments = JsonDocument.Parse(approval.Arguments);
        return shown with
        {
            Arguments = arguments.RootElement.Clone(),
            Fingerprint = approval.Fingerprint,
            Rule = approval.Rule,
            Span = approval.Span,
            Reason = approval.Reason,
            DecidedBy = approval.DecidedBy,
            DecidedAt = approval.DecidedAt,
            Note = approval.Note,
            Approvers = [.. approval.Approvers],
        };
    }
}

internal static class ApprovalStates
{
    public const string Pending = "pending";
    public const string Approved = "approved";
    public const string Denied = "denied";
    public const string Expired = "expired";
    public const string Withdrawn = "withdrawn";
    public const string Used = "used";
}
