namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>What a walk along the chain found.</summary>
internal sealed record AuditReport
{
    /// <summary>The number of the oldest row; 0 when there is none.</summary>
    public required long First { get; init; }

    /// <summary>As far as the walk came.</summary>
    public required AuditHead Head { get; init; }

    /// <summary>How many noted ends were found where they should be.</summary>
    public required int Pins { get; init; }

    /// <summary>The first row that is not as it was written; null when all are.</summary>
    public AuditFault? Fault { get; init; }
}

/// <summary>A row that is not as it was written, and how that shows.</summary>
internal sealed record AuditFault(long Seq, string What);
