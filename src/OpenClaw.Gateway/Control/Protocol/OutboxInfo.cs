namespace OpenClaw.Control.Protocol;

/// <summary>A message on its way out, or a piece of a long one.</summary>
internal sealed record OutboxInfo
{
    public required long Id { get; init; }
    public required string To { get; init; }

    /// <summary><c>pending</c>, <c>sending</c>, <c>sent</c>, <c>unknown</c>, <c>failed</c>, <c>expired</c> or <c>dropped</c>.</summary>
    public required string State { get; init; }

    public required string Session { get; init; }
    public long? Turn { get; init; }
    public int Attempts { get; init; }
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>After this it is not sent any more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The channel's own id of it.</summary>
    public string? ChannelMessage { get; init; }

    /// <summary>The message that this one takes the place of.</summary>
    public long? Edits { get; init; }

    /// <summary>Why the last attempt did not succeed.</summary>
    public string? Failure { get; init; }

    /// <summary>Raw: whoever shows it escapes it. A list has its beginning.</summary>
    public required string Text { get; init; }
}

internal sealed record OutboxListParams
{
    /// <summary>What was sent and dropped, too.</summary>
    public bool? All { get; init; }

    /// <summary>Only of this state.</summary>
    public string? State { get; init; }

    /// <summary>How many of the newest; 200 when absent.</summary>
    public int? Limit { get; init; }
}

internal sealed record OutboxListResult
{
    public required IReadOnlyList<OutboxInfo> Messages { get; init; }

    /// <summary>There are older ones.</summary>
    public bool More { get; init; }
}

internal sealed record OutboxParams
{
    public required long Id { get; init; }
}

internal sealed record OutboxResult(OutboxInfo Message);
