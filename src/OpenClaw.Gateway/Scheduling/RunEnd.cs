using OpenClaw.Config.Tables;
using OpenClaw.Turns;

namespace OpenClaw.Scheduling;

/// <summary>How a run ended, read from its turn's row, which is the truth. Pure.</summary>
/// <param name="State">One of <see cref="RunStates"/>.</param>
/// <param name="Note">What is to be known of it; null when it is done.</param>
internal readonly record struct RunEnd(string State, string? Note)
{
    private const int LongestNote = 500;

    /// <param name="turn">Null when there is no such row any more.</param>
    public static RunEnd Of(TurnEnd? turn) =>
        turn switch
        {
            null => new(RunStates.Unknown, "its turn is gone"),
            { HasUnknown: true } => new(
                RunStates.Unknown,
                "a command of it was running when the gateway stopped; it may have run in part, wholly, or not at all"
            ),
            { State: TurnStates.Answered } => new(RunStates.Done, null),
            { State: TurnStates.Stopped } => new(RunStates.Failed, "stopped by a person"),
            _ => new(RunStates.Failed, Clip(turn.Failure ?? turn.State)),
        };

    /// <summary>The attempt that follows a failure; null when none does. What may have been done is not done again, and a person's no is an
    /// answer.</summary>
    public PutOff? RetryOf(CronJobConfig job, CronRun run, TurnEnd? turn, DateTimeOffset now)
    {
        if (
            State != RunStates.Failed
            || run.Attempt > job.Retry.Times
            || turn is null or { State: TurnStates.Stopped } or { IsRefused: true }
        )
        {
            return null;
        }
        return new PutOff(run with { Attempt = run.Attempt + 1 }, now + PauseBefore(job, run.Attempt + 1));
    }

    /// <summary>How the job is after it. A run that is tried again has not ended for the job, and one that a person stopped says nothing of
    /// it.</summary>
    public JobHealth HealthAfter(JobHealth before, CronRun run, TurnEnd? turn, bool isTriedAgain) =>
        isTriedAgain || turn?.State == TurnStates.Stopped
            ? before
            : State switch
            {
                RunStates.Done => JobHealth.Healthy,
                RunStates.Unknown => before.Doubted(),
                _ => before.Failed(run.ScheduledAt),
            };

    public static TimeSpan PauseBefore(CronJobConfig job, int attempt) => job.Retry.Backoff * Math.Pow(2, Math.Max(0, attempt - 2));

    private static string Clip(string text)
    {
        // The end of a command's output is where it says what is wrong.
        text = text.Trim();
        return text.Length <= LongestNote ? text : $"... {text[^LongestNote..]}";
    }
}
