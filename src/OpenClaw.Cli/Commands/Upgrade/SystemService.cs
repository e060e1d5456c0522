namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>The unit of systemd that the gateway runs as, where it does.</summary>
internal sealed class SystemService(Func<ProgramCall, ProgramEnd?> run)
{
    public const string Unit = "openclaw.service";

    /// <summary>In systemd's own word: active, activating, failed, inactive; nothing where there is no systemd.</summary>
    public string State => run(new ProgramCall("systemctl", "is-active", Unit))?.Output.Trim() ?? "";

    /// <summary>Whether the unit was started and not stopped: whoever replaces its executable restarts it.</summary>
    public bool IsWanted => State is "active" or "activating" or "reloading";

    // Of a unit that says when it is ready systemctl waits until it does, for half an hour if need be; the caller has a patience of its own.
    public ProgramEnd? Restart() => run(new ProgramCall("systemctl", "restart", "--no-block", Unit));

    public ProgramEnd? Stop() => run(new ProgramCall("systemctl", "stop", Unit));

    public void ReloadUnits() => run(new ProgramCall("systemctl", "daemon-reload"));

    /// <summary>The last lines that the service wrote to the journal; none where there is no journal.</summary>
    public IEnumerable<string> LastLines =>
        run(new ProgramCall("journalctl", "--unit", Unit, "--lines", "8", "--output", "cat", "--no-pager"))
            is { Succeeded: true, Output: var text }
            ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : [];
}
