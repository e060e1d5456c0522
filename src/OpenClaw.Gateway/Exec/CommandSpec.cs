namespace OpenClaw.Exec;

/// <summary>One command as the launcher is told to run it.</summary>
internal sealed record CommandSpec
{
    /// <summary>The first word is an absolute path, or a name looked up in the environment's PATH.</summary>
    public required IReadOnlyList<string> Argv { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>All of it, as NAME=value: nothing is inherited.</summary>
    public IReadOnlyList<string> Environment { get; init; } = CommandEnvironment.Default;

    public CommandLimits Limits { get; init; } = new();

    /// <summary>Zero: for as long as it takes.</summary>
    public TimeSpan Timeout { get; init; }

    /// <summary>From SIGTERM to SIGKILL.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>False gives the command an empty input, so that one which reads it ends and does not hang.</summary>
    public bool KeepInputOpen { get; init; }

    /// <summary>A line for the shell. A leading dash would be taken for options of the shell itself, hence the space.</summary>
    public static IReadOnlyList<string> Shell(string line) => ["/bin/sh", "-c", line is ['-' or '+', ..] ? " " + line : line];
}

/// <summary>Resource limits of every process of a command; zero leaves a limit as the gateway has it.</summary>
internal sealed record CommandLimits
{
    public long CpuSeconds { get; init; } = 3600;

    /// <summary>Off by default: runtimes that reserve address space they never use (Java, Node, Go) do not start with one.</summary>
    public long AddressSpace { get; init; }

    public long FileSize { get; init; } = 4L << 30;

    /// <summary>Processes and threads beyond those that the machine runs now. The kernel does not hold root to it; for root the launcher
    /// counts a few times a second.</summary>
    public long Processes { get; init; } = 512;

    public long OpenFiles { get; init; } = 1024;
}
