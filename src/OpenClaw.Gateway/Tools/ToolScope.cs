using OpenClaw.Config.Tables;
using OpenClaw.Policy.Calls;

namespace OpenClaw.Tools;

/// <summary>Where and for whom a call runs.</summary>
internal sealed record ToolScope
{
    public required SessionKey Session { get; init; }
    public required Sender Sender { get; init; }
    public required Origin Origin { get; init; }

    /// <summary>Absolute real path of the session's workspace; it exists.</summary>
    public required string Workspace { get; init; }

    public required ToolsConfig Limits { get; init; }

    /// <summary>The agent's; commands have it too.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The files that no tool may open under another name either.</summary>
    public required ProtectedFiles Protected { get; init; }

    /// <summary>The turn the call belongs to.</summary>
    public required TurnId Turn { get; init; }

    /// <summary>The call's own id inside the turn, for names of spool files.</summary>
    public required string CallId { get; init; }

    /// <summary>Is told of output while a command runs, at most a few times a second; may be null.</summary>
    public Action<string>? Progress { get; init; }
}
