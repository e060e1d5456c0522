using OpenClaw.Turns;

namespace OpenClaw.Scheduling;

/// <summary>
/// The runs of jobs whose turns are not finished. A run begins in the transaction that accepts its message, and its end is written with
/// what follows from it: the next attempt, the job's health, the owner's alert. On the loop.
/// </summary>
internal sealed class JobRuns(EventLoop loop, CronStore rows, Store store, Intake intake, IOwnerAlert owner, ILogger log)
{
    private readonly Dictionary<TurnId, CronRun> _running = [];

    /// <summary>The turns that answer them.</summary>
    public IReadOnlyCollection<TurnId> Turns => _running.Keys;

    /// <summary>A start was refused since the last step began, and is tried again after a pause.</summary>
    public bool IsRefused { get; set; }

    public bool Has(TurnId turn) => _running.ContainsKey(turn);

    /// <summary>Takes over a run that the last process began.</summary>
    public void Restore(TurnId turn, CronRun run) => _running[turn] = run;

    /// <summary>Takes an occurrence and hands its message in, in one transaction. Null when the disk refused, and it is tried again; a
    /// duplicate was taken before.</summary>
    public async Task<Accepted?> StartAsync(CronJob job, CronRun run, DateTimeOffset now)
    {
        TurnId? taken = null;
        var accepted = await intake.AcceptAsync(
            JobMessage.Of(job.Config, run, now),
            claim: new Claim(
                (batch, turn) =>
                {
                    CronStore.Claim(batch, run, turn, now);
                    // Before the turn can begin, and so before it can end.
                    _running[turn] = run;
                    taken = turn;
                }
            )
        );

        if (accepted.Outcome is TurnOutcome.Queued)
        {
            job.Running = run;
            job.IsLeftOut = false;
            CronLog.Starts(log, job.Name, run.ScheduledAt, accepted.Turn.Value, run.Attempt == 1 ? "" : $", attempt {run.Attempt}");
            return accepted;
        }

        if (taken is { } turn)
        {
            _running.Remove(turn);
        }
        if (accepted.Outcome is not TurnOutcome.Duplicate)
        {
            IsRefused = true;
            return null;
        }

        CronLog.Taken(log, job.Name, run.ScheduledAt);
        return accepted;
    }

    /// <summary>Adds to the end of a turn that its run is done, where nothing else follows from it: of a job that was well before. What
    /// <see cref="EndAsync"/> finds done it need not write.</summary>
    public void AddEnd(Batch batch, TurnId turn, string state, IReadOnlyDictionary<string, CronJob> jobs)
    {
        if (
            state == TurnStates.Answered
            && _running.TryGetValue(turn, out var run)
            && jobs.TryGetValue(run.Job, out var job)
            && job.Health == JobHealth.Healthy
        )
        {
            CronStore.EndWell(batch, run, turn, loop.Time.GetUtcNow());
        }
    }

    /// <summary>Writes how a turn's run ended. One that is not a job's is passed over.</summary>
    /// <param name="jobs">Those of the configuration; a run's job may be gone from it.</param>
    public async Task EndAsync(TurnId turn, IReadOnlyDictionary<string, CronJob> jobs)
    {
        if (!_running.TryGetValue(turn, out var run))
        {
            return;
        }
        var ended = await rows.TurnEndAsync(turn);
        // What broke the turn may have broken its end too. It goes on after the next start.
        if (ended is { HasEnded: false })
        {
            return;
        }

        var (end, batch, now) = (RunEnd.Of(ended), new Batch(), loop.Time.GetUtcNow());
        CronStore.End(batch, run, end.State, end.Note, now);
        if (jobs.TryGetValue(run.Job, out var job))
        {
            await CommitAsync(batch, job, run, end, ended);
        }
        else
        {
            await store.CommitAsync(batch);
        }

        _running.Remove(turn);
        if (end.State != RunStates.Done)
        {
            CronLog.Failed(log, run.Job, run.ScheduledAt, end.State, end.Note ?? "");
        }
    }

    /// <summary>Commits a run's end with what it means for its job.</summary>
    private async Task CommitAsync(Batch batch, CronJob job, CronRun run, RunEnd end, TurnEnd? turn)
    {
        var retry = end.RetryOf(job.Config, run, turn, loop.Time.GetUtcNow());
        if (retry is not null)
        {
            CronStore.Settle(batch, retry.Run, RunStates.Waiting, $"after attempt {run.Attempt} failed");
        }
        var health = end.HealthAfter(job.Health, run, turn, isTriedAgain: retry is not null);
        using var alert = await AlertAsync(batch, job, end, health);
        if (health != job.Health)
        {
            CronStore.Save(batch, job.Name, health);
        }
        await store.CommitAsync(batch);

        alert?.Tell();
        if (job.Health.IsAlerted && !health.IsAlerted)
        {
            CronLog.Recovered(log, job.Name);
        }
        job.Health = health;
        job.Running = null;
        if (retry is not null)
        {
            job.Waiting.Add(retry);
        }
    }

    /// <summary>One alert an incident, and one when it is over.</summary>
    private async Task<IPendingAlert?> AlertAsync(Batch batch, CronJob job, RunEnd end, JobHealth next)
    {
        if (next.IsAlerted && !job.Health.IsAlerted)
        {
            var word = end.State == RunStates.Unknown ? "ended, nobody knows how" : "failed";
            return await owner.AddAsync(
                batch,
                $"The cron job \"{job.Name}\" {word}: {end.Note}\nIt is not told again until it works; openclaw cron history {job.Name} shows each run."
            );
        }

        if (next.IsAlerted || !job.Health.IsAlerted)
        {
            return null;
        }
        return await owner.AddAsync(
            batch,
            $"The cron job \"{job.Name}\" works again{(job.Health.Failures == 0 ? "" : $", after it had failed {job.Health.Times}")}."
        );
    }
}
