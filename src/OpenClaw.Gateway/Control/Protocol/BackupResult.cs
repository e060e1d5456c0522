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

    /// <summary>What went wrong beside the copy, which is whole: the row of the audit could not be written.</summary>
    public string? Warning { get; init; }
}

/// <summary>A copy that this connection may read now. It is gone when the connection is.</summary>
internal sealed record BackupOpenResult
{
    public required long Bytes { get; init; }

    /// <inheritdoc cref="BackupResult.Audit"/>
    public required AuditStatus Audit { get; init; }

    /// <inheritdoc cref="BackupResult.Warning"/>
    public string? Warning { get; init; }
}

/// <param name="Offset">Where to read. The end itself says that everything before it has arrived: a connection that ends without is a
/// backup that failed.</param>
internal sealed record BackupReadParams(long Offset);

/// <param name="Data">Base64; empty at the end.</param>
internal sealed record BackupReadResult(byte[] Data);
