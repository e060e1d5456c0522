namespace OpenClaw.Scheduling;

/// <summary>How a job fares. A job that fails pauses longer each time, and its owner hears of it once.</summary>
/// <param name="Failures">Occurrences in a row that ended in failure, their retries included.</param>
/// <param name="IsAlerted">The owner knows.</param>
/// <param name="ResumeAt">Occurrences before this one are left out.</param>
internal sealed record JobHealth(int Failures = 0, bool IsAlerted = false, DateTimeOffset? ResumeAt = null)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);

    public static JobHealth Healthy { get; } = new();

    /// <summary>How often it has failed, in words: "once", "3 times in a row".</summary>
    public string Times => Failures == 1 ? "once" : $"{Failures} times in a row";

    /// <summary>
    /// After a failure. The pause counts from the occurrence and not from its end: a job that comes less often than the pause lasts never
    /// feels it. </summary>
    public JobHealth Failed(DateTimeOffset occurrence)
    {
        var failures = Failures + 1;
        var pause = failures >= 6 ? s_longestPause : TimeSpan.FromMinutes(1 << failures);
        return new JobHealth(failures, IsAlerted: true, occurrence + pause);
    }

    /// <summary>After an end that nobody knows. The owner hears of it; but it was the gateway that stopped and not the job that failed, so
    /// the job does not pause.</summary>
    public JobHealth Doubted() => this with { IsAlerted = true };

    /// <summary>Whether an occurrence falls into the pause. One that lies further back than any pause is long is none of its: the clock
    /// went back.</summary>
    public bool LeavesOut(DateTimeOffset occurrence) =>
        ResumeAt is { } resume && occurrence < resume && occurrence > resume - s_longestPause;
}
