using System.Text.Json;

namespace OpenClaw.Control.Protocol;

/// <summary>A call that waits for a person, or did.</summary>
internal sealed record ApprovalInfo
{
    public required string Id { get; init; }
    public string? Session { get; init; }
    public string? Sender { get; init; }
    public required string Tool { get; init; }

    /// <summary>The whole call in words. Raw: whoever shows it escapes it (<see cref="Text.Escaping"/>).</summary>
    public required string Display { get; init; }

    public JsonElement? Arguments { get; init; }

    /// <summary>Of the call as it is told here. An answer says it, so that it counts for this call and no other.</summary>
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

    /// <summary>Whether whoever is told may decide it; absent where it is told nobody in particular.</summary>
    public bool? MayDecide { get; init; }
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

internal sealed record ApprovalsListParams
{
    /// <summary>Decided ones too.</summary>
    public bool? All { get; init; }
}

internal sealed record ApprovalsListResult(IReadOnlyList<ApprovalInfo> Approvals);

internal sealed record ApproveParams
{
    public required string Id { get; init; }

    /// <summary>What <see cref="ApprovalInfo.Fingerprint"/> said of the call that was shown. Nothing is approved without.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Also return the TOML of a rule that would have allowed it.</summary>
    public bool? Rule { get; init; }
}

internal sealed record ApproveResult(ApprovalInfo Approval, string? Suggestion = null);

internal sealed record DenyParams
{
    public required string Id { get; init; }

    /// <summary>The same as of <see cref="ApproveParams"/>. What nobody looked at may be refused without.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Told to the model.</summary>
    public string? Reason { get; init; }
}

internal sealed record DenyResult(ApprovalInfo Approval);
