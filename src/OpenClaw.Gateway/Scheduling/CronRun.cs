namespace OpenClaw.Scheduling;

/// <summary>One attempt at one occurrence of a job: the key of its row in <c>cron_runs</c>.</summary>
/// <param name="Attempt">Counts from 1.</param>
internal sealed record CronRun(string Job, DateTimeOffset ScheduledAt, int Attempt = 1);

/// <summary>A row of <c>cron_runs</c>.</summary>
internal sealed record CronRunRow(CronRun Run, string State)
{
    /// <summary>Null for what never ran.</summary>
    public TurnId? Turn { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public string? Note { get; init; }
}
