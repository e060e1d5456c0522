using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Scheduling;

/// <summary>Settles the occurrences of a job, each once: those whose time has come start, wait or are left out, and those that were missed
/// follow the job's <c>missed</c>. On the loop.</summary>
internal sealed class Occurrences(CronStore rows, Store store, JobRuns runs, Current<GatewayConfig> config, ILogger log)
{
    /// <summary>A job's clock this much behind what is settled has been set back, and was not merely put right.</summary>
    private static readonly TimeSpan s_backwards = TimeSpan.FromSeconds(10);

    private const int MostWaiting = 100;

    /// <summary>Settles every occurrence of a job whose time has come.</summary>
    public async Task SettleAsync(CronJob job, DateTimeOffset now)
    {
        if (now < job.Settled - s_backwards)
        {
            job.GoBack(now, await rows.TakenAsync(job.Name, now));
        }
        if (job.Next is not { } first || job.Due > now)
        {
            job.IsAwaited = true;
            return;
        }

        if (
            job.IsAwaited
            && now - job.Due <= MissedPlan.Grace
            && job.After(first) is var second
            && (second is null || second + Jitter.Of(job.Config, second.Value) > now)
        )
        {
            if (await StartOnTimeAsync(job, first, now))
            {
                job.Settle(first);
            }
            return;
        }

        var plan = await Task.Run(() => MissedPlan.Make(job.Config, first, now, job.IsAwaited, job.IsTaken));
        await WriteAsync(job, plan, now);
        job.IsAwaited = true;
        if (plan.OnTime is not { } due)
        {
            return;
        }
        if (await StartOnTimeAsync(job, due, now))
        {
            job.Settle(due);
        }
    }

    private async Task WriteAsync(CronJob job, MissedPlan plan, DateTimeOffset now)
    {
        var batch = new Batch();
        if (plan.Older is { } older)
        {
            CronStore.Settle(batch, new CronRun(job.Name, older), RunStates.Missed, plan.OlderNote);
        }
        foreach (var left in plan.Left)
        {
            CronStore.Settle(batch, new CronRun(job.Name, left), RunStates.Missed, null);
        }
        foreach (var run in plan.Runs)
        {
            CronStore.Settle(batch, new CronRun(job.Name, run), RunStates.Waiting, "missed");
        }
        await store.CommitAsync(batch);

        foreach (var run in plan.Runs)
        {
            job.Waiting.Add(new PutOff(new CronRun(job.Name, run), now));
        }
        var count = plan.Left.Count + plan.Runs.Count + (plan.Older is null ? 0 : 1);
        if (count > 0)
        {
            CronLog.Missed(log, job.Name, count, plan.Runs.Count, job.Config.Missed.ToString().ToLowerInvariant());
        }
        var newest = new[] { plan.Older, plan.Left.Count > 0 ? plan.Left[^1] : null, plan.Runs.Count > 0 ? plan.Runs[^1] : null }.Max();
        if (newest is { } settled)
        {
            job.Settle(settled);
        }
    }

    /// <summary>Starts an occurrence whose time it is, or settles it otherwise. False when it could not be taken, and is tried
    /// again.</summary>
    private async Task<bool> StartOnTimeAsync(CronJob job, DateTimeOffset due, DateTimeOffset now)
    {
        var run = new CronRun(job.Name, due);
        if (job.Health.LeavesOut(due))
        {
            await PassOverAsync(
                job,
                run,
                RunStates.Skipped,
                $"it has failed {job.Health.Times} and pauses until {Here(job.Health.ResumeAt)}"
            );
        }
        else if (!job.IsBusy)
        {
            return await runs.StartAsync(job, run, now) is not null;
        }
        else if (job.Config.Overlap == OverlapMode.Skip && !job.CatchesUp)
        {
            await PassOverAsync(
                job,
                run,
                RunStates.Skipped,
                job.Running is { } before ? $"the one of {Here(before.ScheduledAt)} is not finished" : "an earlier one is tried again first"
            );
        }
        else if (job.Waiting.Count >= MostWaiting)
        {
            await PassOverAsync(job, run, RunStates.Skipped, $"{MostWaiting} wait already");
        }
        else
        {
            await PassOverAsync(job, run, RunStates.Waiting, "an earlier one is not finished");
            job.Waiting.Add(new PutOff(run, now));
        }

        return true;
    }

    /// <summary>Settles an occurrence that does not start now.</summary>
    private async Task PassOverAsync(CronJob job, CronRun run, string state, string why)
    {
        var batch = new Batch();
        CronStore.Settle(batch, run, state, why);
        await store.CommitAsync(batch);
        // Each has its row; in the log a pause is one line, and not one for every second of it.
        if (!job.IsLeftOut)
        {
            CronLog.Skipped(log, job.Name, run.ScheduledAt, why);
        }
        job.IsLeftOut = true;
    }

    /// <summary>Starts the first of those that were put off, when nothing of the job runs and its time has come.</summary>
    public async Task StartPutOffAsync(CronJob job, DateTimeOffset now)
    {
        while (job.Running is null && job.Waiting.Min is { } first && first.NotBefore <= now)
        {
            if (first.Run.Attempt == 1 && job.Health.LeavesOut(first.Run.ScheduledAt))
            {
                var batch = new Batch();
                CronStore.LeaveOut(batch, first.Run, $"the one before it failed, and the job pauses until {Here(job.Health.ResumeAt)}");
                await store.CommitAsync(batch);
            }
            else if (await runs.StartAsync(job, first.Run, now) is null)
            {
                return;
            }

            job.Waiting.Remove(first);
        }
    }

    private string Here(DateTimeOffset? at) => at is { } time ? WallClock.Show(time, config.Value.Agent.TimeZone) : "";
}
