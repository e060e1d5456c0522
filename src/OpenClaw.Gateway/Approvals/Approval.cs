namespace OpenClaw.Approvals;

/// <summary>Where an asked call stands. The order is its life: pending, then one of the decisions, and an approved one is used
/// once.</summary>
internal enum ApprovalState
{
    Pending,
    Approved,
    Denied,
    Expired,
    Withdrawn,
    Used,
}

/// <summary>One asked call as its row has it.</summary>
internal sealed record Approval
{
    public required ApprovalId Id { get; init; }
    public required TurnId Turn { get; init; }

    /// <summary>The call's id inside its turn.</summary>
    public required string Call { get; init; }

    public required SessionKey Session { get; init; }

    /// <summary>Address of the sender whose turn asks.</summary>
    public required string Sender { get; init; }

    public required string Tool { get; init; }

    /// <summary>Canonical JSON.</summary>
    public required string Arguments { get; init; }

    /// <summary>What would run, whole; escape it where it is shown.</summary>
    public required string Display { get; init; }

    /// <summary>The digest of the call (<c>CallDigest</c>) it is bound to.</summary>
    public required string Digest { get; init; }

    public required string Policy { get; init; }

    /// <summary>The rule that asked, and where it stands.</summary>
    public required string Rule { get; init; }

    public required string Span { get; init; }
    public string? Reason { get; init; }

    /// <summary>Who may answer, as the policy had it when it asked; the newest policy counts when somebody does.</summary>
    public required EquatableArray<string> Approvers { get; init; }

    public required bool Self { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required ApprovalState State { get; init; }

    /// <summary>Address of who decided; <c>clock</c> when it expired.</summary>
    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What the decider said, what had changed, or why it is asked again.</summary>
    public string? Note { get; init; }

    /// <summary>What keeps the row from being believed, in words; null when it is as this process wrote it. The service's word, and not in the
    /// row.</summary>
    public string? Doubt { get; init; }

    /// <summary>What a place that shows the call carries, and an answer says: see <see cref="ApprovalFingerprint"/>.</summary>
    public string Fingerprint => ApprovalFingerprint.Of(this);

    /// <summary>The call as a message shows it whole.</summary>
    public ShownApproval Shown => new(Id, Fingerprint);
}
