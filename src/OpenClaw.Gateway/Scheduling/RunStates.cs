namespace OpenClaw.Scheduling;

/// <summary>The words of <c>cron_runs.state</c>.</summary>
internal static class RunStates
{
    /// <summary>Taken, and to be started when the one before it has ended or its pause is over.</summary>
    public const string Waiting = "waiting";

    public const string Running = "running";

    /// <summary>Shown in place of <see cref="Running"/> while a call of it waits for an answer; no row has it.</summary>
    public const string Asking = "waiting for approval";

    public const string Done = "done";
    public const string Failed = "failed";

    /// <summary>Something of it was running when the process died; whether it was done nobody knows, and it is not tried again.</summary>
    public const string Unknown = "unknown";

    /// <summary>Its time came while the gateway was not there.</summary>
    public const string Missed = "missed";

    /// <summary>Left out: an earlier one was not finished, or the job has failed and pauses.</summary>
    public const string Skipped = "skipped";
}
