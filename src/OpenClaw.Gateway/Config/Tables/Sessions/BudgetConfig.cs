namespace OpenClaw.Config.Tables.Sessions;

/// <summary><c>budget</c> of a session rule or a cron job: what each of its sessions may use. Null is no limit.</summary>
internal sealed record BudgetConfig
{
    public static BudgetConfig None { get; } = new();

    /// <summary>Turns in any sixty minutes.</summary>
    public int? TurnsPerHour { get; init; }

    /// <summary>Tokens read and written by models since midnight in the agent's zone.</summary>
    public int? TokensPerDay { get; init; }

    public int? ToolCallsPerTurn { get; init; }

    /// <summary>Seconds a turn may be awake; sleep on an approval does not count.</summary>
    public int? SecondsPerTurn { get; init; }

    /// <summary>What models with a price may cost since midnight, in the operator's currency.</summary>
    public decimal? CostPerDay { get; init; }

    /// <summary>The same since the first of the month.</summary>
    public decimal? CostPerMonth { get; init; }

    public bool IsMoney => CostPerDay is not null || CostPerMonth is not null;

    /// <summary>Whether something must be counted on disk for it.</summary>
    public bool IsCounted => TurnsPerHour is not null || TokensPerDay is not null;
}
