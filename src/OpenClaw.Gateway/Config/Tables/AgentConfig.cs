using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Config.Tables;

/// <summary><c>[agent]</c>: who it is, who owns it, where it works.</summary>
internal sealed record AgentConfig
{
    public string Name { get; init; } = "Claw";

    /// <summary>Sender addresses (<c>local:pi</c>, <c>telegram:1</c>) that may approve and give owner commands. Empty: the user the gateway
    /// runs as.</summary>
    public EquatableArray<string> Owners { get; init; } = [];

    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>A moment by the agent's clock: the one that people are shown everywhere.</summary>
    public DateTimeOffset Here(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, TimeZone);

    /// <summary>Absolute; owners and cron work here.</summary>
    public required string Workspace { get; init; }

    /// <summary>Absolute; anyone else works in a folder of the session's own in here. Not in the workspace, whose sessions would read
    /// it.</summary>
    public required string People { get; init; }

    /// <summary>Absolute paths of the files that open the system prompt; a relative one is found in the workspace. Tools may not write
    /// them.</summary>
    public EquatableArray<string> Instructions { get; init; } = [];

    /// <summary>What all sessions together may cost.</summary>
    public BudgetConfig Budget { get; init; } = BudgetConfig.None;

    /// <summary>How many model calls one turn may make.</summary>
    public int MaxSteps { get; init; } = 30;

    /// <summary>How long one turn may take, sleep on approvals not counted.</summary>
    public TimeSpan MaxTurnTime { get; init; } = TimeSpan.FromMinutes(30);
}
