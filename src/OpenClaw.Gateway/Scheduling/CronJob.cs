using OpenClaw.Config.Tables;

namespace OpenClaw.Scheduling;

/// <summary>A job as the service holds it: how far its occurrences are settled, which one comes next, and what waits. On the loop.</summary>
internal sealed class CronJob
{
    private HashSet<DateTimeOffset> _taken = [];

    /// <param name="config">What the configuration says of it now.</param>
    /// <param name="settled">Every occurrence up to here is settled.</param>
    public CronJob(CronJobConfig config, DateTimeOffset settled)
    {
        Config = config;
        Settled = settled;
        Next = config.Enabled ? After(settled) : null;
    }

    public CronJobConfig Config { get; }

    public string Name => Config.Name;

    public DateTimeOffset Settled { get; private set; }

    /// <summary>The first occurrence that is not settled; null when none will come.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>When the next occurrence starts, its jitter included.</summary>
    public DateTimeOffset? Due => Next is { } next ? next + Jitter.Of(Config, next) : null;

    /// <summary>False until the occurrences have been settled that came while no gateway ran: then none of them was waited for.</summary>
    public bool IsAwaited { get; set; }

    public JobHealth Health { get; set; } = JobHealth.Healthy;

    /// <summary>The attempt whose turn is not finished.</summary>
    public CronRun? Running { get; set; }

    /// <summary>The newest occurrence was left out, and the log says so.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>Attempts that were put off, the earliest occurrence first.</summary>
    public SortedSet<PutOff> Waiting { get; private set; } = [];

    /// <summary>Whether an occurrence is under way: its turn is not finished, or it will be tried again.</summary>
    public bool IsBusy => Running is not null || Waiting.Count > 0;

    /// <summary>Whether missed occurrences wait to be made up for. One that comes meanwhile joins them: each was to be run.</summary>
    public bool CatchesUp => Config.Missed == MissedMode.All && Waiting.Any(static one => one.Run.Attempt == 1);

    /// <summary>The same job under a new configuration that leaves its schedule as it is.</summary>
    public CronJob With(CronJobConfig config) =>
        new(config, Settled)
        {
            _taken = _taken,
            IsAwaited = IsAwaited,
            Health = Health,
            Running = Running,
            Waiting = Waiting,
        };

    public void Settle(DateTimeOffset upTo)
    {
        Settled = upTo;
        Next = Config.Enabled ? After(upTo) : null;
    }

    /// <summary>The clock went back: occurrences come again, and those that ran are passed over.</summary>
    public void GoBack(DateTimeOffset to, IEnumerable<DateTimeOffset> taken)
    {
        _taken = [.. taken];
        Settle(to);
    }

    /// <summary>The clock was set: the pauses before what was put off last as long as they were to.</summary>
    public void MoveAlong(TimeSpan leap) => Waiting = [.. Waiting.Select(one => one with { NotBefore = one.NotBefore + leap })];

    public bool IsTaken(DateTimeOffset occurrence) => _taken.Contains(occurrence);

    /// <summary>The first occurrence after a time that did not run before.</summary>
    public DateTimeOffset? After(DateTimeOffset time)
    {
        DateTimeOffset? next = time;
        do
        {
            next = Config.Schedule.Next(next.Value, Config.TimeZone);
        } while (next is { } at && _taken.Contains(at));

        return next;
    }
}

/// <summary>An attempt that was put off, and until when at least.</summary>
internal sealed record PutOff(CronRun Run, DateTimeOffset NotBefore) : IComparable<PutOff>
{
    public int CompareTo(PutOff? other) =>
        other is null ? 1 : (Run.ScheduledAt, Run.Attempt).CompareTo((other.Run.ScheduledAt, other.Run.Attempt));
}
