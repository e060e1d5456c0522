namespace OpenClaw.Control.Protocol;

/// <summary>What <c>status</c> says of the clock.</summary>
internal sealed record CronStatus
{
    public int Jobs { get; init; }
    public int Reminders { get; init; }

    /// <summary>The job that starts next, and when.</summary>
    public string? Next { get; init; }

    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Jobs whose last occurrences failed.</summary>
    public IReadOnlyList<string> Failing { get; init; } = [];
}

internal sealed record CronListResult(IReadOnlyList<CronJobInfo> Jobs, IReadOnlyList<ReminderInfo> Reminders);

internal sealed record CronJobInfo
{
    public required string Name { get; init; }

    /// <summary>As people read it: an expression, <c>every 15m</c>, <c>at 2026-12-24 18:00:00</c>.</summary>
    public required string Schedule { get; init; }

    public required string Timezone { get; init; }

    /// <summary><c>prompt</c>, <c>command</c> or <c>check</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>When it starts next, its jitter included; null when it is switched off or will not come again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public bool Enabled { get; init; } = true;

    /// <summary>The newest run.</summary>
    public CronRunInfo? Last { get; init; }

    /// <summary>Occurrences in a row that failed.</summary>
    public int Failures { get; init; }

    /// <summary>It has failed, and occurrences before this are left out.</summary>
    public DateTimeOffset? PausedUntil { get; init; }
}

internal sealed record ReminderInfo
{
    public required long Id { get; init; }
    public required string Session { get; init; }
    public required string Text { get; init; }
    public required string Schedule { get; init; }
    public required string Timezone { get; init; }
    public required DateTimeOffset NextAt { get; init; }
}

internal sealed record CronRunInfo
{
    public required DateTimeOffset ScheduledAt { get; init; }
    public required int Attempt { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>done</c>, <c>failed</c>, <c>unknown</c>, <c>missed</c> or <c>skipped</c>.</summary>
    public required string State { get; init; }

    public long? Turn { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Note { get; init; }
}

internal sealed record CronNextParams
{
    public required string Job { get; init; }

    /// <summary>How many; 10 when absent.</summary>
    public int? Count { get; init; }
}

internal sealed record CronNextResult(string Job, string Schedule, string Timezone, IReadOnlyList<DateTimeOffset> Next);

internal sealed record CronRunParams
{
    public required string Job { get; init; }

    /// <summary>Answer when the turn has ended, or asks and sleeps; else as soon as it is on disk.</summary>
    public bool? Wait { get; init; }
}

internal sealed record CronRunResult
{
    public required string Job { get; init; }
    public required long Turn { get; init; }
    public required string Session { get; init; }

    /// <summary>One of <see cref="SendStates"/>.</summary>
    public required string State { get; init; }

    public string? Reply { get; init; }
    public ApprovalInfo? Approval { get; init; }
}

internal sealed record CronHistoryParams
{
    public required string Job { get; init; }

    /// <summary>How many rows, the newest; 20 when absent.</summary>
    public int? Limit { get; init; }
}

/// <summary>Newest first.</summary>
internal sealed record CronHistoryResult(string Job, IReadOnlyList<CronRunInfo> Runs);
