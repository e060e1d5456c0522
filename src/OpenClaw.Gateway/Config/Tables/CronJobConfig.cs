using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Config.Tables;

/// <summary>What is done about occurrences that came while the gateway was not there.</summary>
internal enum MissedMode
{
    Skip,
    Once,
    All,
}

/// <summary>What is done with an occurrence that comes while an earlier one of its job is not finished.</summary>
internal enum OverlapMode
{
    Skip,
    Queue,
}

/// <summary><c>retry = { times = 2, backoff = "1m" }</c>: a run that failed is made again after a pause, which doubles each time.</summary>
internal sealed record RetryConfig(int Times = 0)
{
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary><c>[[cron]]</c>: something the gateway does by itself when it is time. It is a session rule of its own too
/// (<c>cron:NAME</c>).</summary>
internal sealed record CronJobConfig
{
    public required string Name { get; init; }
    public required Schedule Schedule { get; init; }
    public required TimeZoneInfo TimeZone { get; init; }

    /// <summary>What the model is asked; null when the job is a command alone.</summary>
    public string? Prompt { get; init; }

    /// <summary>A shell line that runs without any model.</summary>
    public string? Command { get; init; }

    /// <summary>A shell line that runs first: the model is asked only if it succeeds, and gets its output.</summary>
    public string? Check { get; init; }

    /// <summary>A session's name or key; null is a session of the job's own, which starts each run afresh.</summary>
    public string? Session { get; init; }

    public required string Policy { get; init; }
    public required string Chain { get; init; }

    /// <summary>Where the answer goes; null leaves it in the transcript.</summary>
    public ReplyAddress? Deliver { get; init; }

    /// <summary>Of one run, sleep on approvals not counted.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    public OverlapMode Overlap { get; init; } = OverlapMode.Skip;
    public MissedMode Missed { get; init; } = MissedMode.Skip;

    /// <summary>What was missed longer ago than this is not made up for.</summary>
    public TimeSpan MissedWindow { get; init; } = TimeSpan.FromHours(24);

    /// <summary>An occurrence starts up to this much later, always the same for the same one.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.Zero;

    public RetryConfig Retry { get; init; } = new();
    public BudgetConfig Budget { get; init; } = BudgetConfig.None;
    public bool Enabled { get; init; } = true;
    public required SourceSpan Span { get; init; }

    /// <summary>The schedule and its zone in one text. A job whose text differs is another job: it has missed nothing.</summary>
    public string ScheduleText => $"{Schedule} {TimeZone.Id}";
}
