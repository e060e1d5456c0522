namespace OpenClaw.Config.Tables;

/// <summary><c>[tools]</c>: limits of what tools do and print.</summary>
internal sealed record ToolsConfig
{
    /// <summary>Bytes of one result the model is shown; the rest stays reachable.</summary>
    public int ResultLimit { get; init; } = 16 * 1024;

    /// <summary>How long an exec in the foreground may take when the call does not say.</summary>
    public TimeSpan ExecTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The most a call may ask for.</summary>
    public TimeSpan ExecMaxTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Bytes of address space one command may have; 0 is no limit.</summary>
    public long ExecMemory { get; init; }

    /// <summary>Processes and threads the user may have while a command runs; 0 is no limit. Root is never limited.</summary>
    public int ExecProcesses { get; init; } = 1024;

    /// <summary>Bytes of output kept on disk for one command.</summary>
    public long ExecSpool { get; init; } = 10 * 1024 * 1024;

    /// <summary>Reminders that may wait in one session.</summary>
    public int Reminders { get; init; } = 20;

    /// <summary>Folders behind the fixed PATH of commands. Absolute.</summary>
    public EquatableArray<string> ExecPath { get; init; } = [];

    /// <summary>Names of environment variables of the gateway that commands get besides the clean ones.</summary>
    public EquatableArray<string> ExecEnvironment { get; init; } = [];
}
