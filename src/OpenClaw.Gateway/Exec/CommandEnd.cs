namespace OpenClaw.Exec;

/// <summary>How a command ended, as the launcher saw it.</summary>
internal sealed record CommandEnd
{
    /// <summary>Null when a signal ended it or it never ran.</summary>
    public int? ExitCode { get; init; }

    public int? Signal { get; init; }
    public bool TimedOut { get; init; }

    /// <summary>The gateway asked for its end.</summary>
    public bool Killed { get; init; }

    /// <summary>It started more than its limit allows, and was stopped at once.</summary>
    public bool TooManyProcesses { get; init; }

    /// <summary>Names of processes that outlived the command and were killed.</summary>
    public IReadOnlyList<string> Survivors { get; init; } = [];

    /// <summary>It could not be started, or its launcher was lost; then nothing is known about what it did.</summary>
    public string? Error { get; init; }

    public bool Succeeded => OwnExit == 0;

    /// <summary>The exit code, unless the gateway ended it.</summary>
    public int? OwnExit => !TimedOut && !Killed && !TooManyProcesses && Error is null ? ExitCode : null;

    /// <summary>One line for the model.</summary>
    public override string ToString()
    {
        var how = Error ?? (ExitCode is { } code ? $"exit code {code}" : $"ended by signal {Signal} ({NameOf(Signal ?? 0)})");
        if (TimedOut)
        {
            how += ", stopped at its timeout";
        }
        if (TooManyProcesses)
        {
            how += ", stopped because it had started too many processes";
        }
        if (Killed)
        {
            how += ", stopped on request";
        }
        if (Survivors.Count > 0)
        {
            how +=
                $"; {Survivors.Count} process(es) it left running were stopped: {string.Join(", ", Survivors.Take(5))}. Use background=true for what should go on";
        }
        return how;
    }

    private static string NameOf(int signal) =>
        signal switch
        {
            1 => "SIGHUP",
            2 => "SIGINT",
            3 => "SIGQUIT",
            4 => "SIGILL",
            6 => "SIGABRT",
            7 => "SIGBUS",
            8 => "SIGFPE",
            9 => "SIGKILL",
            11 => "SIGSEGV",
            13 => "SIGPIPE",
            14 => "SIGALRM",
            15 => "SIGTERM",
            24 => "SIGXCPU, too much processor time",
            25 => "SIGXFSZ, a file too large",
            _ => "unnamed",
        };
}
