namespace OpenClaw.Control.Protocol;

internal sealed record BackupParams
{
    /// <summary>Absolute: the gateway's current directory is not the caller's.</summary>
    public required string Path { get; init; }

    /// <summary>Replace a copy that was made earlier.</summary>
    public bool? Force { get; init; }
}

internal sealed record BackupResult
{
    public required string Path { get; init; }
    public required long Bytes { get; init; }

    /// <summary>Where the audit ends in the copy.</summary>
    public required AuditStatus Audit { get; init; }
}
