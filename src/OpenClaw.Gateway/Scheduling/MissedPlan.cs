using OpenClaw.Config.Tables;

namespace OpenClaw.Scheduling;

/// <summary>What is done about the occurrences that came since the clock was last looked at. Pure; may take a while for a job of every
/// second, so it is made off the loop.</summary>
internal sealed record MissedPlan
{
    /// <summary>Of <c>missed = "all"</c>: more at a stroke would be a storm.</summary>
    public const int MostRuns = 100;

    /// <summary>Rows, one an occurrence: a day of a job of every minute.</summary>
    public const int MostRows = 1500;

    private const int MostCounted = 100_000;

    /// <summary>How late one may start that was waited for.</summary>
    public static TimeSpan Grace { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The one whose time it is now.</summary>
    public DateTimeOffset? OnTime { get; private init; }

    /// <summary>Missed ones that are made up for, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Runs { get; private init; } = [];

    /// <summary>Missed ones that are not, oldest first.</summary>
    public IReadOnlyList<DateTimeOffset> Left { get; private init; } = [];

    /// <summary>Those before them, told in one sentence. The newest of them, null when there are none.</summary>
    public DateTimeOffset? Older { get; private init; }

    public string OlderNote { get; private init; } = "";

    /// <param name="job">Says when, and what is done about what was missed.</param>
    /// <param name="first">The first occurrence that is not settled.</param>
    /// <param name="now">Up to here.</param>
    /// <param name="isAwaited">Whether the gateway was there to start them, so that the last may be on time.</param>
    /// <param name="isTaken">Whether an occurrence ran before, when the clock had already shown its time.</param>
    public static MissedPlan Make(
        CronJobConfig job,
        DateTimeOffset first,
        DateTimeOffset now,
        bool isAwaited,
        Func<DateTimeOffset, bool> isTaken
    )
    {
        var recent = new Queue<DateTimeOffset>();
        var (older, count, oldest) = ((DateTimeOffset?)null, 0, first);
        DateTimeOffset? at = first;
        while (at is { } due && due + Jitter.Of(job, due) <= now)
        {
            at = job.Schedule.Next(due, job.TimeZone);
            if (isTaken(due))
            {
                continue;
            }
            if (now - due <= job.MissedWindow)
            {
                recent.Enqueue(due);
                if (recent.Count > MostRows)
                {
                    Count(recent.Dequeue());
                }
            }
            else
            {
                Count(due);
                // Nobody needs to know how many seconds a year has.
                if (count == MostCounted)
                {
                    at = job.Schedule.Next(now - job.MissedWindow, job.TimeZone);
                }
            }
        }

        var missed = recent.ToList();
        DateTimeOffset? onTime =
            isAwaited && missed.Count > 0 && now - (missed[^1] + Jitter.Of(job, missed[^1])) <= Grace ? missed[^1] : null;
        if (onTime is not null)
        {
            missed.RemoveAt(missed.Count - 1);
        }
        var runs = job.Missed switch
        {
            MissedMode.All => Math.Min(missed.Count, MostRuns),
            // The newest stands for all of them, and one that runs now is newer still.
            MissedMode.Once => onTime is null ? Math.Min(missed.Count, 1) : 0,
            _ => 0,
        };
        return new MissedPlan
        {
            OnTime = onTime,
            Runs = missed[^runs..],
            Left = missed[..^runs],
            Older = older,
            OlderNote =
                count == 1
                    ? ""
                    : $"stands for {(count >= MostCounted ? $"{MostCounted} or more" : $"{count}")} since {WallClock.Show(oldest, job.TimeZone)}",
        };

        void Count(DateTimeOffset due)
        {
            if (count++ == 0)
            {
                oldest = due;
            }
            older = due;
        }
    }
}
