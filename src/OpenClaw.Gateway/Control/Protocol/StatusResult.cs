namespace OpenClaw.Control.Protocol;

/// <summary>The result of <c>status</c>. What is added here is added to <see cref="StatusWriter"/> and <see cref="StatusReader"/>; a test
/// compares the three.</summary>
internal sealed record StatusResult
{
    public required string Version { get; init; }
    public required int Pid { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required double UptimeSeconds { get; init; }
    public string? ConfigFile { get; init; }
    public DateTimeOffset? ConfigLoadedAt { get; init; }
    public string? StateDir { get; init; }
    public string? Socket { get; init; }
    public string? Workspace { get; init; }
    public required MemoryStatus Memory { get; init; }
    public required LoopStatus Loop { get; init; }
    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
    public IReadOnlyList<ChainInfo> Chains { get; init; } = [];
    public IReadOnlyList<ChannelInfo> Channels { get; init; } = [];
    public required SessionCounts Sessions { get; init; }
    public int ApprovalsPending { get; init; }

    /// <summary>Null where there are neither jobs nor reminders.</summary>
    public CronStatus? Cron { get; init; }

    /// <summary>Commands that go on by themselves, of all sessions.</summary>
    public IReadOnlyList<BackgroundCommand> Background { get; init; } = [];

    /// <summary>Tool calls of which nobody knows whether they ran to their end, because the process died under them.</summary>
    public int EffectsUnknown { get; init; }

    /// <summary>Messages that are not delivered.</summary>
    public OutboxStatus? Outbox { get; init; }

    /// <summary>What models with a price have cost; null where no model has one.</summary>
    public SpendingStatus? Spending { get; init; }

    public AuditStatus? Audit { get; init; }

    /// <summary>Null where nobody has set the clock since the start.</summary>
    public ClockStatus? Clock { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>The wall clock was set, or shows a time before what the state knows.</summary>
/// <param name="LeapSeconds">By how much it was set last, negative when it went back; null when it was not.</param>
/// <param name="At">When, by the clock as it is now.</param>
/// <param name="OverRestart">It was set while no gateway ran.</param>
/// <param name="BehindSeconds">How far it is behind the last thing that the state knows.</param>
internal sealed record ClockStatus(double? LeapSeconds, DateTimeOffset? At, bool OverRestart, double BehindSeconds);

internal sealed record MemoryStatus(long RssBytes, long HeapBytes);

internal sealed record LoopStatus
{
    public required int Backlog { get; init; }
    public required long SlowCallbacks { get; init; }
    public IReadOnlyList<string> Tasks { get; init; } = [];
}

internal sealed record ModelInfo
{
    public required string Name { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }

    /// <summary><c>ready</c>, <c>cooling</c>, <c>out</c> or <c>untried</c>.</summary>
    public required string State { get; init; }

    public string? Reason { get; init; }
    public DateTimeOffset? Until { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
}

internal sealed record ChainInfo(string Name, IReadOnlyList<string> Models);

internal sealed record BackgroundCommand(string Session, string Id, string Line);

/// <param name="State"><c>listening</c>, <c>ok</c>, <c>waiting</c> (it hears or takes nothing now), <c>stopped</c> (until a person has done
/// something) or <c>absent</c> (messages wait for it, and it is not configured).</param>
/// <param name="Reason">Why it waits, or is stopped.</param>
/// <param name="Until">When it is tried again.</param>
internal sealed record ChannelInfo(string Name, string State, string? Reason = null, DateTimeOffset? Until = null);

internal sealed record OutboxStatus
{
    public int Pending { get; init; }

    /// <summary>Nobody knows whether they arrived.</summary>
    public int Unknown { get; init; }

    public int Failed { get; init; }
    public int Expired { get; init; }
}

/// <summary>Amounts in the operator's currency. A limit that is not set is null.</summary>
internal sealed record SpendingStatus
{
    public decimal Today { get; init; }
    public decimal? DayLimit { get; init; }
    public decimal Month { get; init; }
    public decimal? MonthLimit { get; init; }

    /// <summary>Why models with a price are passed over in every conversation; null while they are asked.</summary>
    public string? PassedOver { get; init; }

    public IReadOnlyList<ModelCost> Models { get; init; } = [];
}

/// <summary>What one model has cost today and this month.</summary>
internal sealed record ModelCost(string Name, decimal Today, decimal Month);

internal sealed record SessionCounts
{
    public int Total { get; init; }
    public int Running { get; init; }
    public int Asking { get; init; }

    /// <summary>Turns that sleep until a model answers again.</summary>
    public int Waiting { get; init; }

    public int Queued { get; init; }
}
