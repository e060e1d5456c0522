using System.Text.Json;

namespace OpenClaw.Control.Protocol;

internal sealed record AuditListParams
{
    /// <summary>Nothing older.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The same by the agent's clock, where the caller named no zone.</summary>
    public DateTime? SinceLocal { get; init; }

    /// <summary><c>message</c>, <c>verdict</c>, <c>effect</c> ...</summary>
    public string? Kind { get; init; }

    public string? Session { get; init; }

    /// <summary>How many of the newest; 50 when absent.</summary>
    public int? Limit { get; init; }
}

/// <param name="Rows">Oldest first.</param>
internal sealed record AuditListResult(IReadOnlyList<AuditRowInfo> Rows);

internal sealed record AuditRowInfo
{
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Kind { get; init; }
    public string? Session { get; init; }
    public long? Turn { get; init; }

    /// <summary>What is particular to the kind.</summary>
    public required JsonElement Body { get; init; }

    /// <summary>The hash of the row before, in hex.</summary>
    public required string Before { get; init; }
}

internal sealed record AuditVerifyParams
{
    /// <summary>An end of the chain that was noted earlier, <c>COUNT:HASH</c>.</summary>
    public string? Head { get; init; }
}

internal sealed record AuditVerifyResult
{
    public required bool Ok { get; init; }

    /// <summary>The oldest row there is; those before it were cut off by retention.</summary>
    public required long First { get; init; }

    /// <summary>The number of the last row looked at.</summary>
    public required long Last { get; init; }

    /// <summary>Its hash.</summary>
    public required string Head { get; init; }

    /// <summary>How many ends noted elsewhere (in the log, by the caller) were found in their places.</summary>
    public required int Noted { get; init; }

    /// <summary>The first row that is not as it was written.</summary>
    public long? BadRow { get; init; }

    public string? Problem { get; init; }
}

/// <summary>Where the audit ends.</summary>
/// <param name="Rows">Ever written.</param>
internal sealed record AuditStatus(long Rows, string Head);
