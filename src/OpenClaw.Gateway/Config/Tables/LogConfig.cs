namespace OpenClaw.Config.Tables;

/// <summary><c>[log]</c>.</summary>
internal sealed record LogConfig
{
    /// <summary><c>trace debug info warn error</c>.</summary>
    public string Level { get; init; } = "info";

    /// <summary>Bytes of the log file kept for <c>openclaw logs</c>; one older file is kept beside it.</summary>
    public long FileLimit { get; init; } = 4 * 1024 * 1024;
}
